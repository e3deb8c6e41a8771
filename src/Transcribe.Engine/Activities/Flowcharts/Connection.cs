namespace Transcribe.Engine.Activities;

/// <summary>One end of a connection.</summary>
/// <param name="Activity">The activity's id.</param>
/// <param name="Port">The port; null: the default one.</param>
public sealed record Endpoint(string Activity, string? Port = null);

/// <summary>A connection of a flowchart: when the source completes with the outcome of its port, the target may run.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Target">Where it goes.</param>
public sealed record Connection(Endpoint Source, Endpoint Target)
{
    /// <summary>What identifies it in a run's counters, as upstream writes it.</summary>
    internal string Key { get; } = $"{Source.Activity}:{Source.Port ?? "Done"}->{Target.Activity}:{Target.Port ?? "In"}";
}
