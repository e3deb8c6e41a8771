using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>What schedules have in common beside their moments. Changing it shifts no run, so it is no part of the hash.</summary>
public abstract record ScheduleRules
{
    private static readonly TimeSpan LongestJitter = TimeSpan.FromDays(1);

    /// <summary>What becomes of runs that were missed; null: the default of the schedule.</summary>
    [ExcludeFromHash]
    public MissedRunPolicy? MissedRuns { get; init; }

    /// <summary>What becomes of a run that comes due while the one before goes on; null, the default: it starts beside it.</summary>
    [ExcludeFromHash]
    public OverlapPolicy? Overlap { get; init; }

    /// <summary>Each run starts up to this much later than it is due; null, the default: on time.</summary>
    [ExcludeFromHash]
    public TimeSpan? Jitter { get; init; }

    /// <summary>A jitter that can be used; none is null, so that what is stored stays as small as upstream's.</summary>
    /// <exception cref="FormatException">It is less than zero, longer than a day, or not shorter than <paramref name="distance"/>.</exception>
    internal static TimeSpan? CheckedJitter(TimeSpan jitter, TimeSpan? distance = null)
    {
        if (jitter < TimeSpan.Zero || jitter > LongestJitter)
            throw new FormatException($"The jitter {jitter} is not between zero and a day.");
        if (jitter >= distance)
            throw new FormatException($"The jitter {jitter} is not shorter than the interval {distance}: runs would come too late for their own.");

        return jitter == TimeSpan.Zero ? null : jitter;
    }

    /// <summary>A policy, or null for the default.</summary>
    internal static OverlapPolicy? Stored(OverlapPolicy overlap) => overlap == OverlapPolicy.Allow ? null : overlap;
}
