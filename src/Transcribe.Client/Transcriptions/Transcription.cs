using System.Text.Json.Serialization;

namespace Transcribe.Client;

/// <summary>One row of the API: a job's state. Everything but the id may be missing, and newer fields are ignored.</summary>
public record Transcription
{
    /// <summary>The job.</summary>
    public TranscriptionId Id { get; init; }

    /// <summary>Where it stands.</summary>
    public TranscriptionStatus Status { get; init; }

    /// <summary>The step it is in while processing, in the API's words.</summary>
    public string? Stage { get; init; }

    /// <summary>How far it is, 0 to 100.</summary>
    public double? Progress { get; init; }

    /// <summary>The recording's title.</summary>
    public string? Title { get; init; }

    /// <summary>Where the media came from, in the API's words.</summary>
    public string? Source { get; init; }

    /// <summary>The media's link.</summary>
    public string? Url { get; init; }

    /// <summary>The language asked for.</summary>
    public string? Language { get; init; }

    /// <summary>The language heard.</summary>
    public string? DetectedLanguage { get; init; }

    /// <summary>The media's length in seconds.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>What the job cost, in US dollars.</summary>
    public decimal? ChargeUsd { get; init; }

    /// <summary>Why it failed. It can name the vendor's inside: for the operator, not for a chat or a mail.</summary>
    public TranscriptionError? Error { get; init; }

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Whether a long poll ended before the job did.</summary>
    [JsonPropertyName("_timed_out")]
    public bool TimedOut { get; init; }
}
