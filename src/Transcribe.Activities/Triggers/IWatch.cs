using Transcribe.Activities.Engines;

namespace Transcribe.Activities.Triggers;

/// <summary>A kind of trigger that looks for what comes.</summary>
internal interface IWatch
{
    /// <summary>What its published triggers look at now.</summary>
    IEnumerable<WatchedSource> List();
}

/// <summary>What one trigger looks at.</summary>
/// <param name="Source">Its name.</param>
/// <param name="Place">The trigger.</param>
/// <param name="Interval">How often it looks.</param>
/// <param name="LookAsync">Looks once; what it throws is logged, and it looks again later.</param>
internal sealed record WatchedSource(string Source, TriggerPlace Place, TimeSpan Interval, Func<string, CancellationToken, Task> LookAsync);
