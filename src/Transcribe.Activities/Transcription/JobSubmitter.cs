using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Ledger;
using Transcribe.Activities.Ledger.Callbacks;
using Transcribe.Activities.Ledger.Watching;
using Transcribe.Activities.Transcription.Media;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription;

/// <summary>
/// Submits a job once per key. The ledger's row is written before the call: after a crash between the two, the same key goes out again and the
/// vendor answers with the same job; after a crash behind them, the row already has the job.
/// </summary>
internal sealed class JobSubmitter(
    ITranscribeConnections connections,
    IJobLedger ledger,
    MediaUploads uploads,
    WatcherSignals signals,
    IOptions<CallbackOptions> callbacks,
    TimeProvider clock,
    ILogger<JobSubmitter> logger)
{
    // The API remembers a key for 24 hours; behind that the same request would be another paid job.
    private static readonly TimeSpan KeyMemory = TimeSpan.FromHours(23);

    public async Task<SubmissionResult> SubmitAsync(JobSubmission submission, CancellationToken cancellationToken)
    {
        if (submission.Validate(out var url) is { } mistake)
            return SubmissionResult.Refused(mistake);

        var client = connections.Get(submission.Connection);
        var own = uploads.FindOwn(url!);
        var entry = await ledger.ReserveAsync(ToReservation(submission, url!, own), cancellationToken);
        if (entry.RequestHash != HashOf(submission, url!))
            return SubmissionResult.Refused($"The idempotency key '{entry.Key}' was used before for another request. Use another key, or send the same request.");

        if (entry.JobId is not null)
            return Accepted(entry);
        if (entry.AttemptedAt is { } sent && clock.GetUtcNow() - sent > KeyMemory)
            return Forgotten(entry, sent);

        var job = new SubmissionInProgress(submission, url!, client, own);
        return await TryAsync(job, entry, cancellationToken) ?? (await TryAsync(job, (await ledger.FindAsync(entry.Id, cancellationToken))!, cancellationToken))!;
    }

    /// <summary>One attempt; null when the API does not take the earlier upload any more, and a new one may help.</summary>
    private async Task<SubmissionResult?> TryAsync(SubmissionInProgress job, LedgerEntry entry, CancellationToken cancellationToken)
    {
        var isKeptUpload = entry.UploadId is not null && job.Own is not null;
        try
        {
            if (entry is { Source: TranscriptionSource.Upload, UploadId: null })
                entry = await uploads.UploadAsync(entry, job.Own, job.Client, cancellationToken);

            entry = await ledger.BeginAttemptAsync(entry.Id, cancellationToken);
            var handle = await job.Client.SubmitAsync(ToRequest(job, entry), cancellationToken);
            entry = await ledger.AcceptAsync(entry.Id, ToAcceptance(handle), cancellationToken);
            logger.JobSubmitted(entry.Connection, entry.JobId!, entry.PriceUsd);
            return Accepted(entry);
        }
        catch (MediaException exception)
        {
            return SubmissionResult.Refused(exception.Message);
        }
        catch (TranscribeException exception)
        {
            var reason = $"Connection '{entry.Connection}': {exception.Message}";
            var end = new AttemptEnd(entry.Attempt, reason, CertaintyOf(exception), DropsUpload: isKeptUpload && exception is TranscribeValidationException or TranscribeNotFoundException);
            await ledger.EndAttemptAsync(entry.Id, end, cancellationToken);
            if (end.DropsUpload)
                return null;

            logger.JobNotSubmitted(entry.Connection, reason);
            return exception is TranscribeValidationException or TranscribePaymentException or TranscribeConflictException { IsTransient: false }
                ? SubmissionResult.Refused(reason)
                : SubmissionResult.Failed(reason);
        }
    }

    private static AttemptCertainty CertaintyOf(TranscribeException exception) => exception switch
    {
        TranscribeApiException { IsTransient: false } => AttemptCertainty.Refused,
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
        return SubmissionResult.Submitted(new TranscriptionJob
        {
            Id = entry.JobId!,
            Status = entry.Status ?? string.Empty,
            BilledMinutes = entry.BilledMinutes,
            PriceUsd = entry.PriceUsd,
            Connection = entry.Connection,
        });
    }

    private JobReservation ToReservation(JobSubmission submission, Uri url, MediaFile? own) => new(
        submission.Connection,
        submission.IdempotencyKey,
        HashOf(submission, url),
        id => submission.Callback == CallbackMode.Auto ? callbacks.Value.AddressOf(id) : null)
    {
        Source = own is null ? TranscriptionSource.ExternalUrl : TranscriptionSource.Upload,
        WorkflowDefinitionId = submission.WorkflowDefinitionId,
        WorkflowInstanceId = submission.WorkflowInstanceId,
        ActivityInstanceId = submission.ActivityInstanceId,
    };

    // What the row keeps goes out again as it was: the same key with another body would be refused.
    private static TranscriptionRequest ToRequest(SubmissionInProgress job, LedgerEntry entry) => new()
    {
        Source = entry.Source,
        Url = entry.Source == TranscriptionSource.Upload ? null : job.Url,
        UploadId = entry.UploadId,
        DurationSeconds = entry.DurationSeconds,
        Language = job.Submission.Language,
        PipelineCode = job.Submission.Pipeline,
        MaxChargeUsd = job.Submission.MaxChargeUsd,
        IdempotencyKey = entry.AttemptKey,
        CallbackUrl = entry.CallbackUrl is null ? null : new Uri(entry.CallbackUrl),
    };

    private static JobAcceptance ToAcceptance(TranscriptionHandle handle) => new(
        handle.Id.Value,
        handle.Submission?.Status.Value ?? TranscriptionStatus.Queued.Value,
        handle.Submission?.BilledMinutes,
        handle.Submission?.RetailUsd,
        handle.Submission?.Callback?.Secret);

    // The callback's address is not part of it: that may change with the host, and is taken from the row.
    private static string HashOf(JobSubmission submission, Uri url) => Convert.ToHexStringLower(SHA256.HashData(
        JsonSerializer.SerializeToUtf8Bytes(new object?[] { url.AbsoluteUri, submission.Language, submission.Pipeline, submission.MaxChargeUsd })));

    private sealed record SubmissionInProgress(JobSubmission Submission, Uri Url, ITranscribeClient Client, MediaFile? Own);
}
