namespace Transcribe.Activities.Transcription.Money;

/// <summary>What a job would cost.</summary>
public sealed record PriceQuote
{
    /// <summary>Started minutes that would be billed; null when the API did not say.</summary>
    public int? BilledMinutes { get; init; }

    /// <summary>In US dollars.</summary>
    public decimal PriceUsd { get; init; }

    /// <summary>The named connection that would pay.</summary>
    public string Connection { get; init; } = string.Empty;
}
