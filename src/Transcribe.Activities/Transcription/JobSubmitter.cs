using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Ledger;
using Transcribe.Activities.Ledger.Callbacks;
using Transcribe.Activities.Ledger.Watching;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription;

/// <summary>
/// Submits a job once per key. The ledger's row is written before the call: after a crash between the two, the same key goes out again and the
/// vendor answers with the same job; after a crash behind them, the row already has the job.
/// </summary>
internal sealed class JobSubmitter(
    ITranscribeConnections connections, IJobLedger ledger, WatcherSignals signals, IOptions<CallbackOptions> callbacks, ILogger<JobSubmitter> logger)
{
    public async Task<SubmissionResult> SubmitAsync(JobSubmission submission, CancellationToken cancellationToken)
    {
        if (submission.Validate(out var url) is { } mistake)
            return SubmissionResult.Refused(mistake);

        var client = connections.Get(submission.Connection);
        var entry = await ledger.ReserveAsync(ToReservation(submission, url!), cancellationToken);
        if (entry.RequestHash != HashOf(submission, url!))
            return SubmissionResult.Refused($"The idempotency key '{entry.Key}' was used before for another request. Use another key, or send the same request.");

        if (entry.JobId is not null)
            return Accepted(entry);

        try
        {
            var handle = await client.SubmitAsync(ToRequest(submission, url!, entry), cancellationToken);
            entry = await ledger.AcceptAsync(entry.Id, ToAcceptance(handle), cancellationToken);
            logger.JobSubmitted(entry.Connection, entry.JobId!, entry.PriceUsd);
            return Accepted(entry);
        }
        catch (TranscribeException exception)
        {
            var reason = $"Connection '{submission.Connection}': {exception.Message}";
            await ledger.RecordErrorAsync(entry.Id, reason, cancellationToken);
            logger.JobNotSubmitted(entry.Connection, reason);
            return exception is TranscribeValidationException or TranscribePaymentException or TranscribeConflictException { IsTransient: false }
                ? SubmissionResult.Refused(reason)
                : SubmissionResult.Failed(reason);
        }
    }

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

    private JobReservation ToReservation(JobSubmission submission, Uri url) => new(
        submission.Connection,
        submission.IdempotencyKey,
        HashOf(submission, url),
        id => submission.Callback == CallbackMode.Auto ? callbacks.Value.AddressOf(id) : null)
    {
        WorkflowDefinitionId = submission.WorkflowDefinitionId,
        WorkflowInstanceId = submission.WorkflowInstanceId,
        ActivityInstanceId = submission.ActivityInstanceId,
    };

    private static TranscriptionRequest ToRequest(JobSubmission submission, Uri url, LedgerEntry entry) => TranscriptionRequest.FromUrl(url) with
    {
        Language = submission.Language,
        PipelineCode = submission.Pipeline,
        MaxChargeUsd = submission.MaxChargeUsd,
        IdempotencyKey = submission.IdempotencyKey,
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
}
