namespace Transcribe.Activities.Transcription;

/// <summary>An accepted job, as Submit Transcription hands it on.</summary>
public sealed record TranscriptionJob
{
    /// <summary>The API's id of the job, opaque.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>The status when it was accepted, usually <c>queued</c> or <c>pending</c>.</summary>
    public string Status { get; init; } = string.Empty;

    /// <summary>Started minutes that the job is billed for; null when the API did not say.</summary>
    public int? BilledMinutes { get; init; }

    /// <summary>The price held for it, in US dollars; null when the API did not say.</summary>
    public decimal? PriceUsd { get; init; }

    /// <summary>The named connection that submitted it and that reads its result.</summary>
    public string Connection { get; init; } = string.Empty;
}
