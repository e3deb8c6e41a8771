using System.Text.Json.Serialization;

namespace Transcribe.Client;

/// <summary>Limits of a new paid attempt at a failed job.</summary>
public sealed record RetryRequest
{
    /// <summary>Most that the attempt may cost, in US dollars. Default: no ceiling.</summary>
    public decimal? MaxChargeUsd { get; init; }

    /// <summary>As <see cref="TranscriptionRequest.IdempotencyKey"/>. Default: a new one per call.</summary>
    [JsonIgnore]
    public string? IdempotencyKey { get; init; }
}
