namespace Transcribe.Engine.Activities;

/// <summary>When the clock starts a workflow: what the triggers of the clock are indexed under. A persisted contract.</summary>
public interface ISchedule
{
    /// <summary>What becomes of runs that were missed.</summary>
    MissedRunPolicy MissedRuns { get; }

    /// <summary>What becomes of a run that comes due while the one before goes on; default <see cref="OverlapPolicy.Allow"/>.</summary>
    OverlapPolicy Overlap => OverlapPolicy.Allow;

    /// <summary>Up to how much later than due each run starts; default zero.</summary>
    TimeSpan Jitter => TimeSpan.Zero;

    /// <summary>The first run of a schedule that is published at <paramref name="now"/>; null: never.</summary>
    DateTimeOffset? First(DateTimeOffset now);

    /// <summary>The first run after <paramref name="now"/>, when the last one was due at <paramref name="last"/>; null: there is none.</summary>
    DateTimeOffset? Next(DateTimeOffset last, DateTimeOffset now);

    /// <summary>The run that a clock which was set back leaves too far away; null: <paramref name="next"/> stands, which is the default.</summary>
    DateTimeOffset? Nearer(DateTimeOffset next, DateTimeOffset now) => null;
}

/// <summary>Runs at equal distances.</summary>
/// <param name="Interval">The distance; more than zero.</param>
public sealed record TimerTriggerPayload(TimeSpan Interval) : ScheduleRules, ISchedule
{
    MissedRunPolicy ISchedule.MissedRuns => MissedRuns ?? MissedRunPolicy.Skip;

    OverlapPolicy ISchedule.Overlap => Overlap ?? OverlapPolicy.Allow;

    TimeSpan ISchedule.Jitter => Jitter ?? TimeSpan.Zero;

    DateTimeOffset? ISchedule.First(DateTimeOffset now) => now + Interval;

    // In step with the first run, however late a run was.
    DateTimeOffset? ISchedule.Next(DateTimeOffset last, DateTimeOffset now) => last + (Interval * (Math.Max(0, (now - last).Ticks / Interval.Ticks) + 1));

    // What runs every minute must not be silent for a day because a clock was a day ahead.
    DateTimeOffset? ISchedule.Nearer(DateTimeOffset next, DateTimeOffset now) => next - now > Interval ? now + Interval : null;
}

/// <summary>Runs by a cron expression.</summary>
/// <param name="CronExpression">Five fields, or six with seconds.</param>
/// <param name="TimeZone">The time zone by name; null: UTC.</param>
public sealed record CronTriggerPayload(string CronExpression, string? TimeZone) : ScheduleRules, ISchedule
{
    MissedRunPolicy ISchedule.MissedRuns => MissedRuns ?? MissedRunPolicy.Skip;

    OverlapPolicy ISchedule.Overlap => Overlap ?? OverlapPolicy.Allow;

    TimeSpan ISchedule.Jitter => Jitter ?? TimeSpan.Zero;

    DateTimeOffset? ISchedule.First(DateTimeOffset now) => CronSchedule.Of(CronExpression, TimeZone).Next(now);

    DateTimeOffset? ISchedule.Next(DateTimeOffset last, DateTimeOffset now) => CronSchedule.Of(CronExpression, TimeZone).Next(now);
}

/// <summary>Runs once.</summary>
/// <param name="ExecuteAt">When; a moment that has passed means at once.</param>
public sealed record StartAtTriggerPayload(DateTimeOffset ExecuteAt) : ScheduleRules, ISchedule
{
    MissedRunPolicy ISchedule.MissedRuns => MissedRuns ?? MissedRunPolicy.RunOnce;

    TimeSpan ISchedule.Jitter => Jitter ?? TimeSpan.Zero;

    DateTimeOffset? ISchedule.First(DateTimeOffset now) => ExecuteAt;

    DateTimeOffset? ISchedule.Next(DateTimeOffset last, DateTimeOffset now) => null;
}
