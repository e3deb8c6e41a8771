using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Ledger;
using Transcribe.Activities.Ledger.Callbacks;
using Transcribe.Activities.Ledger.Watching;
using Transcribe.Activities.Transcription.Media;
using Transcribe.Activities.Transcription.Money;
using Transcribe.Activities.Transcription.Submitting;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription;

/// <summary>
/// Submits a job once per key. The ledger's row is written before the call: after a crash between the two, the same key goes out again and the
/// vendor answers with the same job; after a crash behind them, the row already has the job.
/// </summary>
internal sealed class JobSubmitter(
    ITranscribeConnections connections,
    IJobLedger ledger,
    EarlierJobs earlierJobs,
    MediaUploads uploads,
    SpendGuard guard,
    WatcherSignals signals,
    IOptions<CallbackOptions> callbacks,
    TimeProvider clock,
    ILogger<JobSubmitter> logger)
{
    // The API remembers a key for 24 hours; behind that the same request would be another paid job.
    private static readonly TimeSpan KeyMemory = TimeSpan.FromHours(23);

    public async Task<SubmissionResult> SubmitAsync(JobSubmission submission, CancellationToken cancellationToken)
    {
        if (submission.Validate(out var media) is { } mistake)
            return SubmissionResult.Refused(mistake);

        var earlier = await earlierJobs.FindAsync(submission, media!, cancellationToken);
        if (earlier is { IsUnanswered: true })
            submission = submission with { IdempotencyKey = earlier.Row.Key };

        if (submission.RetryOf is { } tried)
            media = media! with { Origin = (await ledger.FindJobAsync(submission.Connection, tried.JobId, cancellationToken))?.Origin };

        var own = media!.Url is null ? null : uploads.FindOwn(media.Url);
        var job = new SubmissionInProgress(submission, media, own, connections.Get(submission.Connection));
        var entry = await ledger.ReserveAsync(ToReservation(job), cancellationToken);
        if (entry.RequestHash != media.HashOf(submission) && entry.Id != earlier?.Row.Id)
            return SubmissionResult.Refused($"The idempotency key '{entry.Key}' was used before for another request. Use another key, or send the same request.");

        if (entry.JobId is not null)
            return Accepted(entry);
        if (await ReuseAsync(job, entry, earlier, cancellationToken) is { } reused)
            return reused;
        if (entry.AttemptedAt is { } sent && clock.GetUtcNow() - sent > KeyMemory)
            return Forgotten(entry, sent);
        if (entry.HeldAt is not null)
            entry = await ledger.UnholdAsync(entry.Id, cancellationToken);

        // An upload that the API does not take any more is made once again.
        return await TryAsync(job, entry, cancellationToken) ?? (await TryAsync(job, (await ledger.FindAsync(entry.Id, cancellationToken))!, cancellationToken))!;
    }

    private async Task<SubmissionResult?> ReuseAsync(SubmissionInProgress job, LedgerEntry entry, EarlierJob? replayed, CancellationToken cancellationToken)
    {
        var earlier = entry switch
        {
            { ReusedId: { } id } => await ledger.FindAsync(id, cancellationToken),
            { AttemptedAt: not null } => null,
            _ => replayed?.Row ?? await FindReusableAsync(job, entry, cancellationToken),
        };
        if (earlier?.JobId is null)
            return null;

        entry = await ledger.ReuseAsync(entry.Id, earlier, cancellationToken);
        return SubmissionResult.Submitted(ToJob(earlier) with { PriceUsd = 0 }, earlier.Id) with { SavedUsd = entry.SavedUsd, IsReused = true };
    }

    private async Task<LedgerEntry?> FindReusableAsync(SubmissionInProgress job, LedgerEntry entry, CancellationToken cancellationToken) =>
        job.Submission.ReuseWindow is { } window && job.Media.KeyOf(job.Submission) is { } key
            ? await ledger.FindReusableAsync(entry.Connection, key, clock.GetUtcNow() - window, cancellationToken)
            : null;

    /// <summary>One attempt; null when the API does not take the earlier upload any more, and a new one may help.</summary>
    private async Task<SubmissionResult?> TryAsync(SubmissionInProgress job, LedgerEntry entry, CancellationToken cancellationToken)
    {
        var isKeptUpload = entry.UploadId is not null && job.Own is not null;
        try
        {
            if (entry is { Source: TranscriptionSource.Upload, UploadId: null })
                entry = await uploads.UploadAsync(entry, job.Own, job.Client, cancellationToken);
            if (entry.AttemptedAt is null && await CheckCeilingsAsync(job, entry, cancellationToken) is { } stop)
                return stop;

            entry = await ledger.BeginAttemptAsync(entry.Id, cancellationToken);
            var handle = await job.SendAsync(entry, cancellationToken);
            entry = await ledger.AcceptAsync(entry.Id, ToAcceptance(handle), cancellationToken);
            logger.JobSubmitted(entry.Connection, entry.JobId!, entry.PriceUsd);
            return Accepted(entry);
        }
        catch (MediaException exception)
        {
            return await RefuseAsync(entry, exception.Message, cancellationToken);
        }
        catch (TranscribeException exception)
        {
            return await EndAsync(job, entry, exception, dropsUpload: isKeptUpload && exception is TranscribeValidationException or TranscribeNotFoundException, cancellationToken);
        }
    }

    private async Task<SubmissionResult?> CheckCeilingsAsync(SubmissionInProgress job, LedgerEntry entry, CancellationToken cancellationToken)
    {
        var ceiling = job.Submission.DailyCeilingUsd;
        if (!guard.Applies(entry, ceiling))
            return null;
        if (await PriceAsync(job, entry, cancellationToken) is not { } price)
            return await RefuseAsync(entry, "A daily ceiling is set, but the price of this job is not known beforehand: give the most that it may cost.", cancellationToken);
        if (await guard.CountAsync(entry, price, ceiling, cancellationToken) is not { } reason)
            return null;

        return await StopAsync(job, entry, HoldReason.DailyCeilingReached, reason, cancellationToken);
    }

    // A price is asked for only where it decides something.
    private async Task<decimal?> PriceAsync(SubmissionInProgress job, LedgerEntry entry, CancellationToken cancellationToken) => job.Submission.RetryOf is { } earlier
        ? (await ledger.FindJobAsync(entry.Connection, earlier.JobId, cancellationToken))?.QuotedUsd ?? job.Submission.MaxChargeUsd
        : (await job.Client.QuoteAsync(job.ToRequest(entry), cancellationToken)).RetailUsd ?? job.Submission.MaxChargeUsd;

    private async Task<SubmissionResult?> EndAsync(SubmissionInProgress job, LedgerEntry entry, TranscribeException exception, bool dropsUpload, CancellationToken cancellationToken)
    {
        var reason = $"Connection '{entry.Connection}': {exception.Message}";
        await ledger.EndAttemptAsync(entry.Id, new AttemptEnd(entry.Attempt, reason, CertaintyOf(exception), dropsUpload), cancellationToken);
        if (dropsUpload)
            return null;

        logger.JobNotSubmitted(entry.Connection, reason);
        return exception switch
        {
            TranscribePaymentException { Code: "insufficient_funds" } => await StopAsync(job, entry, HoldReason.WalletEmpty, reason, cancellationToken),
            TranscribePaymentException { Code: "spend_cap_exceeded" } => await StopAsync(job, entry, HoldReason.KeyCapReached, reason, cancellationToken),
            TranscribePaymentException { Code: "max_charge_exceeded" } => SubmissionResult.Refused(reason) with { IsOverCeiling = true },
            TranscribeValidationException or TranscribePaymentException or TranscribeConflictException { IsTransient: false } => SubmissionResult.Refused(reason),
            _ => SubmissionResult.Failed(reason, exception) with { LedgerId = entry.Id, IsQueueFull = IsQueueFull(exception) },
        };
    }

    private async Task<SubmissionResult> StopAsync(SubmissionInProgress job, LedgerEntry entry, HoldReason why, string reason, CancellationToken cancellationToken)
    {
        if (!job.Submission.HoldsUnpaid)
            return await RefuseAsync(entry, reason, cancellationToken);

        await ledger.HoldAsync(entry.Id, why, reason, cancellationToken);
        logger.JobHeld(entry.Connection, entry.Id, why.ToString());
        return SubmissionResult.Held(entry, reason);
    }

    // Without this a row that was never sent would look for ever as if it were just being sent.
    private async Task<SubmissionResult> RefuseAsync(LedgerEntry entry, string reason, CancellationToken cancellationToken)
    {
        await ledger.EndAttemptAsync(entry.Id, new AttemptEnd(entry.Attempt, reason, AttemptCertainty.NotSent, DropsUpload: false), cancellationToken);
        return SubmissionResult.Refused(reason);
    }

    private static bool IsQueueFull(TranscribeException exception) => exception is TranscribeRateLimitException { Code: "queue_full" };

    // A full queue certainly took nothing, and the API may repeat that answer to the same key.
    private static AttemptCertainty CertaintyOf(TranscribeException exception) => exception switch
    {
        TranscribeApiException { IsTransient: false } => AttemptCertainty.Refused,
        _ when IsQueueFull(exception) => AttemptCertainty.Refused,
        TranscribeUploadException or TranscribeConnectionException { NotSent: true } => AttemptCertainty.NotSent,
        _ => AttemptCertainty.Unknown,
    };

    private static SubmissionResult Forgotten(LedgerEntry entry, DateTimeOffset sent) => SubmissionResult.Failed(
        $"Connection '{entry.Connection}': the answer to the submission of {sent:u} never came, and transcribe.so remembers a key for 24 hours only, so repeating it " +
        "could pay twice. Look there whether the job exists: wait for it by its id, or submit the recording with another idempotency key.");

    private SubmissionResult Accepted(LedgerEntry entry)
    {
        signals.Jobs.Set();
        signals.Callbacks.Set();
        return SubmissionResult.Submitted(ToJob(entry), entry.Id);
    }

    private static TranscriptionJob ToJob(LedgerEntry entry) => new()
    {
        Id = entry.JobId!,
        Status = entry.Status ?? string.Empty,
        BilledMinutes = entry.BilledMinutes,
        PriceUsd = entry.PriceUsd,
        Connection = entry.Connection,
    };

    private JobReservation ToReservation(SubmissionInProgress job) => new(
        job.Submission.Connection,
        job.Submission.IdempotencyKey,
        job.Media.HashOf(job.Submission),
        id => job.Submission.Callback == CallbackMode.Auto && job.Submission.RetryOf is null ? callbacks.Value.AddressOf(id) : null)
    {
        Source = job.Own is null ? job.Media.Source : TranscriptionSource.Upload,
        UploadId = job.Media.UploadId,
        DurationSeconds = job.Media.DurationSeconds,
        MediaKey = job.Media.KeyOf(job.Submission),
        Origin = job.Media.Origin,
        WorkflowDefinitionId = job.Submission.WorkflowDefinitionId,
        WorkflowInstanceId = job.Submission.WorkflowInstanceId,
        ActivityInstanceId = job.Submission.ActivityInstanceId,
    };

    private static JobAcceptance ToAcceptance(TranscriptionHandle handle) => new(
        handle.Id.Value,
        handle.Submission?.Status.Value ?? TranscriptionStatus.Queued.Value,
        handle.Submission?.BilledMinutes,
        handle.Submission?.RetailUsd,
        handle.Submission?.Callback?.Secret);
}
