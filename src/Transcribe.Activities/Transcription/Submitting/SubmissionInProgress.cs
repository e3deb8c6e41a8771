using Transcribe.Activities.Ledger;
using Transcribe.Activities.Transcription.Media;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription.Submitting;

/// <summary>One submission while it is worked on, and the requests that it makes.</summary>
internal sealed record SubmissionInProgress(JobSubmission Submission, JobMedia Media, MediaFile? Own, ITranscribeClient Client)
{
    /// <summary>Sends the paid request.</summary>
    public Task<TranscriptionHandle> SendAsync(LedgerEntry entry, CancellationToken cancellationToken) => Submission.RetryOf is { } job
        ? Client.GetHandle(job.JobId).RetryAsync(new RetryRequest { MaxChargeUsd = Submission.MaxChargeUsd, IdempotencyKey = entry.AttemptKey }, cancellationToken)
        : Client.SubmitAsync(ToRequest(entry), cancellationToken);

    /// <summary>What the row keeps goes out again as it was: the same key with another body would be refused.</summary>
    public TranscriptionRequest ToRequest(LedgerEntry entry) => new()
    {
        Source = entry.Source,
        Url = entry.Source == TranscriptionSource.Upload ? null : Media.Url,
        UploadId = entry.UploadId,
        DurationSeconds = entry.DurationSeconds,
        Language = Submission.Language,
        PipelineCode = Submission.Pipeline,
        MaxChargeUsd = Submission.MaxChargeUsd,
        IdempotencyKey = entry.AttemptKey,
        CallbackUrl = entry.CallbackUrl is null ? null : new Uri(entry.CallbackUrl),
    };
}
