namespace Transcribe.Activities.Ledger.Watching;

/// <summary>When each connection is swept next.</summary>
internal sealed class SweepSchedule(WatcherOptions options, TimeProvider clock)
{
    // Beyond that many ends found with a request, looking more often costs nobody anything; below, it takes requests from those who submit and read.
    private const int EndsWorthARequest = 10;

    // In sweep intervals: a job is looked at every so often however few end, more seldom the more pages of jobs there are.
    private const double LongestOfFew = 2;
    private const double LongestOfAPage = 0.5;

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

    /// <summary>How long until a sweep is due; the sweep interval at most, because new jobs and running sweeps change it.</summary>
    public TimeSpan UntilNext()
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var next = _entries.Values.Where(entry => !entry.Running && entry.Due > now).Select(entry => entry.Due - now).DefaultIfEmpty(options.SweepInterval).Min();
            return next < options.SweepInterval ? next : options.SweepInterval;
        }
    }

    /// <summary>The sweep went well. While it finds many ends the next one comes soon, and later each time while it does not.</summary>
    public void Succeeded(string connection, SweepResult result, int open, bool allCallBack)
    {
        var shortest = Max(IntervalOf(allCallBack), TimeSpan.FromMinutes((double)result.Requests / options.SweepRequestsPerMinute));
        var longest = options.SweepInterval * Math.Max(LongestOfFew, Math.Ceiling((double)open / JobSweep.PageSize) * LongestOfAPage);
        End(connection, entry =>
        {
            entry.Pause = TimeSpan.Zero;
            entry.Interval = Max(entry.Interval, options.SweepInterval) * (result.Ended >= result.Requests * EndsWorthARequest ? 0.5 : 2);
            entry.Interval = Max(shortest, entry.Interval < longest ? entry.Interval : longest);
            entry.Slow = allCallBack && entry.Interval == options.SweepIntervalWithCallbacks;
            return entry.Interval;
        });
    }

    /// <summary>The sweep failed: the next one waits longer each time, at least as long as the API asked for.</summary>
    public TimeSpan Failed(string connection, TimeSpan? retryAfter)
    {
        var pause = TimeSpan.Zero;
        End(connection, entry =>
        {
            entry.Slow = false;
            entry.Pause = Longer(entry.Pause);
            return pause = Max(retryAfter ?? TimeSpan.Zero, entry.Pause);
        });
        return pause;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private TimeSpan Longer(TimeSpan pause) =>
        TimeSpan.FromTicks(Math.Clamp(pause.Ticks * 2, options.SweepInterval.Ticks, Math.Max(options.SweepInterval.Ticks, options.MaxPause.Ticks)));

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

        /// <summary>The time between the last sweeps that went well.</summary>
        public TimeSpan Interval { get; set; }

        /// <summary>The pause after the last failure.</summary>
        public TimeSpan Pause { get; set; }
    }
}
