namespace Transcribe.Activities.Transcription;

/// <summary>What somebody wants transcribed, as the inputs give it.</summary>
internal sealed record JobSubmission(string? Url, string Connection, string IdempotencyKey)
{
    private const int MaxKeyLength = Client.TranscriptionRequest.MaxIdempotencyKeyLength;

    public string? Language { get; init; }

    public string? Pipeline { get; init; }

    public decimal? MaxChargeUsd { get; init; }

    public CallbackMode Callback { get; init; }

    public string? WorkflowDefinitionId { get; init; }

    public string? WorkflowInstanceId { get; init; }

    public string? ActivityInstanceId { get; init; }

    /// <summary>What is wrong with it, for the person who sent it; null when nothing is.</summary>
    public string? Validate(out Uri? url)
    {
        url = null;
        if (string.IsNullOrWhiteSpace(Url))
            return "The URL of the recording is missing.";
        if (!Uri.TryCreate(Url.Trim(), UriKind.Absolute, out url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
            return "The URL of the recording must be absolute and start with http:// or https://.";
        if (MaxChargeUsd < 0)
            return "The ceiling of the charge must not be negative.";
        if (IdempotencyKey.Length is 0 or > MaxKeyLength || IdempotencyKey.Any(character => character is <= ' ' or > '~'))
            return $"The idempotency key must be 1 to {MaxKeyLength} visible ASCII characters.";

        return null;
    }
}

/// <summary>How a submission ended: exactly one of the job, a refusal and a failure.</summary>
internal sealed record SubmissionResult(TranscriptionJob? Job, string? Reason, bool IsRefusal)
{
    public static SubmissionResult Submitted(TranscriptionJob job) => new(job, null, false);

    /// <summary>The request or the account must change first.</summary>
    public static SubmissionResult Refused(string reason) => new(null, reason, true);

    /// <summary>The API could not be used.</summary>
    public static SubmissionResult Failed(string reason) => new(null, reason, false);
}
