namespace Transcribe.Activities.Ledger;

/// <summary>How the watcher learns that jobs have ended.</summary>
public sealed class WatcherOptions
{
    /// <summary>
    /// Shortest time between two sweeps of one connection that has jobs without callbacks. While few jobs end it grows to twice that, and with more
    /// than 1,000 open jobs to half of it for every 200 of them. Default 5 seconds.
    /// </summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Time between two sweeps of a connection all of whose jobs call back: the net below the callbacks. Default 1 minute.</summary>
    public TimeSpan SweepIntervalWithCallbacks { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Requests a minute that sweeps of one connection may use, out of the key's 60. A sweep reads 200 jobs with one request, and of more than
    /// 1,000 those that may have ended. Default 30.
    /// </summary>
    public int SweepRequestsPerMinute { get; set; } = 30;

    /// <summary>Longest pause after a sweep that failed; it starts at the sweep interval and doubles. Default 1 minute.</summary>
    public TimeSpan MaxPause { get; set; } = TimeSpan.FromMinutes(1);
}
