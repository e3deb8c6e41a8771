using System.Text.Json.Serialization;

namespace Transcribe.Client;

/// <summary>What a job would cost. Asking is free.</summary>
public sealed record Quote
{
    /// <summary>Names the quote's own row, which is not a job: waiting for it never ends.</summary>
    [JsonPropertyName("transcription_id")]
    public TranscriptionId QuoteId { get; init; }

    /// <summary>Started minutes that would be billed.</summary>
    public int? BilledMinutes { get; init; }

    /// <summary>The price in US dollars.</summary>
    public decimal? RetailUsd { get; init; }
}
