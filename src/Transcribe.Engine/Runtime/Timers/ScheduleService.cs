using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>
/// Starts workflows by the clock. The next run of each trigger stands in the database; a run and the step to the next one are one
/// transaction. What becomes of runs that came due while the server was down, each schedule says itself.
/// </summary>
internal sealed class ScheduleService(
    ITriggerStore triggers, DefinitionCatalog catalog, ScheduleStarts starts, ScheduleOverlaps overlaps, ScheduleSignal signal, RuntimeControl control, TimeProvider clock,
    ILogger<ScheduleService> logger) : BackgroundService
{
    // People and time servers may set the clock.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        catalog.Changed += OnChanged;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        catalog.Changed -= OnChanged;
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var startedAt = clock.GetUtcNow();
        while (!stoppingToken.IsCancellationRequested)
        {
            // After a clock was set back, what comes due is not what came due before the start. What came due in a pause is.
            startedAt = await control.WaitAsync(stoppingToken) ? clock.GetUtcNow() : Min(startedAt, clock.GetUtcNow());
            var next = clock.GetUtcNow() + LongestSleep;
            try
            {
                next = await RunDueAsync(startedAt, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.SchedulesFailed(logger, exception);
            }

            await signal.WaitAsync(next, stoppingToken);
        }
    }

    private void OnChanged(object? sender, EventArgs e) => signal.Wake();

    /// <summary>Runs what is due; returns until when there is nothing to do.</summary>
    private async Task<DateTimeOffset> RunDueAsync(DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() + LongestSleep;
        foreach (var trigger in await triggers.ListScheduledAsync(cancellationToken))
        {
            if (trigger.PausedAt is not null || catalog.Triggers.PauseOf(trigger.DefinitionId) is not null)
                continue;

            if (await TryRunAsync(trigger, startedAt, clock.GetUtcNow(), cancellationToken) is { } next && next < until)
                until = next;
        }

        return until;
    }

    /// <summary>Starts a run if it is due; returns the next one, if it is known.</summary>
    private async Task<DateTimeOffset?> TryRunAsync(TriggerRow trigger, DateTimeOffset startedAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var (schedule, dueAt) = (trigger.ReadSchedule()!, trigger.NextRunAt!.Value);
            var startsAt = dueAt + schedule.LatenessOf(trigger.Id, dueAt);
            if (startsAt > now)
                return await BringNearerAsync(trigger, schedule, now, cancellationToken) ?? startsAt;

            if (startsAt < startedAt && schedule.MissedRuns == MissedRunPolicy.Skip)
            {
                Log.ScheduledRunMissed(logger, trigger.DefinitionId, dueAt);
                return await LeaveOutAsync(trigger, schedule.Next(dueAt, now), cancellationToken);
            }

            var next = schedule.Next(dueAt, schedule.MissedRuns == MissedRunPolicy.RunAll || schedule.Overlap == OverlapPolicy.Queue ? dueAt : now);
            switch (await overlaps.DecideAsync(trigger, schedule.Overlap, cancellationToken))
            {
                case OverlapDecision.LeaveOut:
                    Log.ScheduledRunOverlaps(logger, trigger.DefinitionId, dueAt);
                    return await LeaveOutAsync(trigger, next, cancellationToken);
                case OverlapDecision.Wait:
                    return null;
                default:
                    await starts.StartAsync(trigger, next, now, cancellationToken);
                    return next;
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.ScheduledRunFailed(logger, trigger.DefinitionId, trigger.ActivityId, exception);
            return null;
        }
    }

    private async Task<DateTimeOffset?> BringNearerAsync(TriggerRow trigger, ISchedule schedule, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (schedule.Nearer(trigger.NextRunAt!.Value, now) is not { } nearer)
            return null;

        Log.ClockSetBack(logger, trigger.DefinitionId, nearer);
        await triggers.AdvanceAsync(trigger, nearer, null, cancellationToken);
        return nearer;
    }

    private async Task<DateTimeOffset?> LeaveOutAsync(TriggerRow trigger, DateTimeOffset? next, CancellationToken cancellationToken)
    {
        await triggers.AdvanceAsync(trigger, next, null, cancellationToken);
        return next;
    }

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
