using Transcribe.Activities.Transcription.Media;
using Transcribe.Activities.Transcription.Submitting;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription;

/// <summary>What somebody wants transcribed, as the inputs give it: an address, an upload, or a job to try again.</summary>
internal sealed record JobSubmission(string? Url, string Connection, string IdempotencyKey)
{
    private const int MaxKeyLength = TranscriptionRequest.MaxIdempotencyKeyLength;

    public UploadedAudio? Upload { get; init; }

    public JobReference? RetryOf { get; init; }

    public MediaSource Source { get; init; }

    public string? Language { get; init; }

    public string? Pipeline { get; init; }

    public decimal? MaxChargeUsd { get; init; }

    /// <summary>The most that the workflow may spend in a day.</summary>
    public decimal? DailyCeilingUsd { get; init; }

    /// <summary>Whether the run waits when the job cannot be paid for.</summary>
    public bool HoldsUnpaid { get; init; }

    /// <summary>How old an earlier job for the same recording may be to be used instead; null: never.</summary>
    public TimeSpan? ReuseWindow { get; init; }

    /// <summary>The runs that this one replays, the latest first.</summary>
    public IReadOnlyList<string> ReplayedRuns { get; init; } = [];

    /// <summary>The row of the same recording in a batch that this one replays; null: there is none.</summary>
    public string? EarlierRow { get; init; }

    public CallbackMode Callback { get; init; }

    public string? WorkflowDefinitionId { get; init; }

    public string? WorkflowInstanceId { get; init; }

    public string? ActivityInstanceId { get; init; }

    /// <summary>What is wrong with it, for the person who sent it; null when nothing is.</summary>
    public string? Validate(out JobMedia? media)
    {
        media = null;
        if (MaxChargeUsd < 0 || DailyCeilingUsd < 0)
            return "A ceiling must not be negative.";
        if (IdempotencyKey.Length is 0 or > MaxKeyLength || IdempotencyKey.Any(character => character is <= ' ' or > '~'))
            return $"The idempotency key must be 1 to {MaxKeyLength} visible ASCII characters.";
        if (RetryOf is not null)
            return (media = JobMedia.OfRetry(RetryOf)) is null ? "There is no job to try again." : null;
        if (Upload is not null)
            return ValidateUpload(Upload, out media);
        if (string.IsNullOrWhiteSpace(Url))
            return "The URL of the recording is missing.";
        if (!Uri.TryCreate(Url.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
            return "The URL of the recording must be absolute and start with http:// or https://.";

        media = JobMedia.OfUrl(url, Source);
        return null;
    }

    private string? ValidateUpload(UploadedAudio upload, out JobMedia? media)
    {
        media = JobMedia.OfUpload(upload);
        if (!string.IsNullOrWhiteSpace(Url))
            return "Give either the URL of a recording or an upload, not both.";
        if (upload.DurationSeconds <= 0)
            return "The upload has no duration, which transcribe.so wants to know.";

        return upload.Connection.Length > 0 && upload.Connection != Connection
            ? $"The upload is in the account of connection '{upload.Connection}', so connection '{Connection}' cannot use it."
            : null;
    }
}
