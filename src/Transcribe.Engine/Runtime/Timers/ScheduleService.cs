using System.Threading.Channels;
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
    ITriggerStore triggers, DefinitionCatalog catalog, WorkQueue work, Admission admission, RuntimeControl control, TimeProvider clock, ILogger<ScheduleService> logger)
    : BackgroundService
{
    // People and time servers may set the clock.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);

    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

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
            var sleep = LongestSleep;
            try
            {
                sleep = await RunDueAsync(startedAt, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.SchedulesFailed(logger, exception);
            }

            await SleepAsync(sleep, stoppingToken);
        }
    }

    private void OnChanged(object? sender, EventArgs e) => _changed.Writer.TryWrite(true);

    /// <summary>Runs what is due; returns how long there is nothing to do.</summary>
    private async Task<TimeSpan> RunDueAsync(DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        var sleep = LongestSleep;
        foreach (var trigger in await triggers.ListScheduledAsync(cancellationToken))
        {
            var now = clock.GetUtcNow();
            if (await TryRunAsync(trigger, startedAt, now, cancellationToken) is { } next && next - now < sleep)
                sleep = next > now ? next - now : TimeSpan.Zero;
        }

        return sleep;
    }

    /// <summary>Starts a run if it is due; returns the next one, if it is known.</summary>
    private async Task<DateTimeOffset?> TryRunAsync(TriggerRow trigger, DateTimeOffset startedAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var (schedule, dueAt) = (trigger.ReadSchedule()!, trigger.NextRunAt!.Value);
            if (dueAt > now)
                return await BringNearerAsync(trigger, schedule, now, cancellationToken);

            var next = schedule.Next(dueAt, schedule.MissedRuns == MissedRunPolicy.RunAll ? dueAt : now);
            if (dueAt < startedAt && schedule.MissedRuns == MissedRunPolicy.Skip)
            {
                Log.ScheduledRunMissed(logger, trigger.DefinitionId, dueAt);
                await triggers.AdvanceAsync(trigger, next, null, cancellationToken);
                return next;
            }

            await StartAsync(trigger, next, now, cancellationToken);
            return next;
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
            return trigger.NextRunAt;

        Log.ClockSetBack(logger, trigger.DefinitionId, nearer);
        await triggers.AdvanceAsync(trigger, nearer, null, cancellationToken);
        return nearer;
    }

    private async Task StartAsync(TriggerRow trigger, DateTimeOffset? next, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var request = new StartWorkflowRequest { DefinitionVersionId = trigger.DefinitionVersionId, TriggerActivityId = trigger.ActivityId };
        var instance = NewInstance.Of(request, await catalog.GetGraphAsync(request, cancellationToken));
        try
        {
            using var pass = await admission.AdmitAsync(instance, cancellationToken);
            if (await triggers.AdvanceAsync(trigger, next, PendingInstance.Of(instance, now).State, cancellationToken))
                work.Enqueue(new ContinueInstance(instance.Id));
        }
        catch (ActivationRefusedException refusal)
        {
            Log.StartRefused(logger, trigger.DefinitionId, trigger.ActivityId, refusal.Message);
            await triggers.AdvanceAsync(trigger, next, null, cancellationToken);
        }
    }

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private async Task SleepAsync(TimeSpan sleep, CancellationToken cancellationToken)
    {
        using var alarm = new CancellationTokenSource(sleep, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(alarm.Token, cancellationToken);
        try
        {
            await _changed.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The moment has come.
        }
    }
}
