using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Starts the workflow by a cron expression; in a flow it waits for the next moment of it.</summary>
[Activity("Elsa", "Scheduling", "Starts the workflow by a cron expression, or waits for its next moment.")]
public sealed class Cron([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : EventGenerator(source, line)
{
    /// <summary>Five fields (minute, hour, day, month, weekday), or six that begin with seconds.</summary>
    [Input(DisplayName = "Cron Expression", Description = "Five fields, or six that begin with seconds.", Order = 1)]
    public Input<string> CronExpression { get; set; } = null!;

    /// <summary>The time zone by name, such as <c>Europe/Berlin</c>; default UTC. Upstream knows only UTC.</summary>
    [Input(DisplayName = "Time Zone", Description = "The time zone by name, such as Europe/Berlin; empty: UTC.", Order = 2)]
    public Input<string?> TimeZone { get; set; } = null!;

    /// <summary>What becomes of runs that the server missed; default <see cref="MissedRunPolicy.Skip"/>. Upstream knows only that.</summary>
    [Input(DisplayName = "Missed Runs", Description = "What becomes of runs that fell into a time when the server was down.", DefaultValue = MissedRunPolicy.Skip, Order = 3)]
    public Input<MissedRunPolicy> MissedRuns { get; set; } = new(MissedRunPolicy.Skip);

    /// <summary>What becomes of a run that comes due while the one before it goes on; default <see cref="OverlapPolicy.Allow"/>. Upstream knows only that.</summary>
    [Input(DisplayName = "Overlapping Runs", Description = "What becomes of a run that comes due while the one before it still goes on.", DefaultValue = OverlapPolicy.Allow, Order = 4)]
    public Input<OverlapPolicy> Overlap { get; set; } = new(OverlapPolicy.Allow);

    /// <summary>Each run starts up to this much later than it is due, at most a day; default zero. So a hundred schedules of one moment do not come at once.</summary>
    [Input(Description = "Each run starts up to this much later than it is due, so that many schedules of one moment do not come at once.", DefaultValue = "00:00:00", Order = 5)]
    public Input<TimeSpan> Jitter { get; set; } = new(TimeSpan.Zero);

    /// <inheritdoc/>
    protected override object GetTriggerPayload(TriggerIndexingContext context)
    {
        var payload = new CronTriggerPayload(context.Get(CronExpression) ?? string.Empty, context.Get(TimeZone))
        {
            MissedRuns = context.Get(MissedRuns), Overlap = ScheduleRules.Stored(context.Get(Overlap)), Jitter = ScheduleRules.CheckedJitter(context.Get(Jitter)),
        };
        CronSchedule.Of(payload.CronExpression, payload.TimeZone);
        return payload;
    }

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow())
            return context.CompleteActivityAsync();

        var expression = CronExpression.GetOrDefault(context);
        var next = CronSchedule.Of(expression, TimeZone.GetOrDefault(context)).Next(context.WorkflowExecutionContext.Now);
        context.WaitFor(Type, next ?? throw new InvalidOperationException($"The cron expression '{expression}' has no moment in the future."));
        return ValueTask.CompletedTask;
    }
}
