namespace Transcribe.Activities.Transcription.Money;

/// <summary>Limits of what jobs may cost, beside those that a workflow sets itself.</summary>
public sealed class SpendOptions
{
    /// <summary>The most that a connection may spend in a day (UTC), in US dollars, by the connection's name. Default: no ceilings.</summary>
    public IDictionary<string, decimal> DailyCeilingsUsd { get; } = new Dictionary<string, decimal>(StringComparer.Ordinal);

    /// <summary>How long a run waits for an operator when a job cannot be paid for; then it is refused. Default 7 days.</summary>
    public TimeSpan HoldLimit { get; set; } = TimeSpan.FromDays(7);
}
