namespace Transcribe.Activities.Ledger.Watching;

/// <summary>When each connection is swept next.</summary>
internal sealed class SweepSchedule(WatcherOptions options, TimeProvider clock)
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Whether the connection is to be swept now; true only once until the sweep is reported.</summary>
    public bool TryBegin(string connection, bool allCallBack, bool atOnce)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(connection, out var entry))
                _entries[connection] = entry = new Entry { Due = clock.GetUtcNow() + (atOnce ? TimeSpan.Zero : IntervalOf(allCallBack)), Slow = allCallBack };

            // The first job without a callback does not wait for the slow rhythm of the others.
            var soon = clock.GetUtcNow() + options.SweepInterval;
            if (!allCallBack && entry.Slow && entry.Due > soon)
                (entry.Due, entry.Slow) = (soon, false);

            if (entry.Running || entry.Due > clock.GetUtcNow())
                return false;

            return entry.Running = true;
        }
    }

    /// <summary>The sweep went well, at this many requests.</summary>
    public void Succeeded(string connection, int requests, bool allCallBack)
    {
        var share = TimeSpan.FromMinutes((double)requests / options.SweepRequestsPerMinute);
        End(connection, entry =>
        {
            entry.Pause = TimeSpan.Zero;
            entry.Slow = allCallBack && share < IntervalOf(allCallBack);
            return TimeSpan.FromTicks(Math.Max(share.Ticks, IntervalOf(allCallBack).Ticks));
        });
    }

    /// <summary>The sweep failed: the next one waits longer each time, at least as long as the API asked for.</summary>
    public TimeSpan Failed(string connection, TimeSpan? retryAfter)
    {
        var pause = TimeSpan.Zero;
        End(connection, entry =>
        {
            entry.Slow = false;
            entry.Pause = TimeSpan.FromTicks(Math.Clamp(entry.Pause.Ticks * 2, options.SweepInterval.Ticks, Math.Max(options.SweepInterval.Ticks, options.MaxPause.Ticks)));
            return pause = retryAfter > entry.Pause ? retryAfter.Value : entry.Pause;
        });
        return pause;
    }

    private TimeSpan IntervalOf(bool allCallBack) => allCallBack ? options.SweepIntervalWithCallbacks : options.SweepInterval;

    private void End(string connection, Func<Entry, TimeSpan> pause)
    {
        lock (_lock)
        {
            var entry = _entries[connection];
            entry.Running = false;
            entry.Due = clock.GetUtcNow() + pause(entry);
        }
    }

    private sealed class Entry
    {
        public DateTimeOffset Due { get; set; }

        public bool Running { get; set; }

        /// <summary>Whether it waits only because callbacks are expected.</summary>
        public bool Slow { get; set; }

        public TimeSpan Pause { get; set; }
    }
}
