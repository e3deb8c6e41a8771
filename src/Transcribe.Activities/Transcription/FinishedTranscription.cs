using Transcribe.Client;

namespace Transcribe.Activities.Transcription;

/// <summary>The facts of a transcription that ended, as the API's row gives them. The transcript itself is read by whoever needs it.</summary>
public sealed record FinishedTranscription
{
    /// <summary>The API's id of the job, opaque.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary><c>completed</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    public string Status { get; init; } = string.Empty;

    /// <summary>The named connection that reads its result.</summary>
    public string Connection { get; init; } = string.Empty;

    /// <summary>The recording's title.</summary>
    public string? Title { get; init; }

    /// <summary>Where the recording came from.</summary>
    public string? Url { get; init; }

    /// <summary>The language, detected where the request said <c>auto</c>; BCP-47.</summary>
    public string? Language { get; init; }

    /// <summary>The recording's length in seconds.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>What was charged, in US dollars.</summary>
    public decimal? ChargeUsd { get; init; }

    /// <summary>Why it failed, in the vendor's words: for the operator, not for what is sent out.</summary>
    public string? Error { get; init; }

    /// <summary>When the job was created.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the job ended.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    internal bool IsCompleted => Status == TranscriptionStatus.Completed.Value;

    internal bool IsCancelled => Status == TranscriptionStatus.Cancelled.Value;

    internal static FinishedTranscription From(Client.Transcription row, string connection) => new()
    {
        Id = row.Id.Value,
        Status = row.Status.Value.ToLowerInvariant(),
        Connection = connection,
        Title = row.Title,
        Url = row.Url,
        Language = row.DetectedLanguage ?? row.Language,
        DurationSeconds = row.DurationSeconds,
        ChargeUsd = row.ChargeUsd,
        Error = row.Error?.Message ?? row.Error?.Code,
        CreatedAt = row.CreatedAt,
        CompletedAt = row.CompletedAt,
    };
}
