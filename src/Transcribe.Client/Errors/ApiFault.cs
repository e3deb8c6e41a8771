using System.Net;

namespace Transcribe.Client;

/// <summary>What an error answer said.</summary>
public sealed record ApiFault
{
    /// <summary>The HTTP status.</summary>
    public required HttpStatusCode StatusCode { get; init; }

    /// <summary>The API's code.</summary>
    public string? Code { get; init; }

    /// <summary>The API's finer reason.</summary>
    public string? Reason { get; init; }

    /// <summary>The API's sentence, without secrets.</summary>
    public string? Message { get; init; }

    /// <summary>Names the request in the vendor's logs.</summary>
    public string? RequestId { get; init; }

    /// <summary>Where the error is documented.</summary>
    public string? DocUrl { get; init; }

    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient { get; init; }

    /// <summary>How long the server asked to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What the job would have cost, in US dollars.</summary>
    public decimal? ChargeUsd { get; init; }

    /// <summary>The ceiling that the caller gave, in US dollars.</summary>
    public decimal? MaxChargeUsd { get; init; }

    /// <summary>Faults by field.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; init; } = new Dictionary<string, string[]>();
}
