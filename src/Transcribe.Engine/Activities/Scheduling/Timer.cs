using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Starts the workflow at equal distances; in a flow it waits for one of them.</summary>
[Activity("Elsa", "Scheduling", "Starts the workflow at equal distances, or waits for one.")]
public sealed class Timer([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : EventGenerator(source, line)
{
    /// <summary>The distance, more than zero; default one minute.</summary>
    [Input(Description = "The distance between two runs.", DefaultValue = "00:01:00", Order = 1)]
    public Input<TimeSpan> Interval { get; set; } = new(TimeSpan.FromMinutes(1));

    /// <summary>What becomes of runs that the server missed; default <see cref="MissedRunPolicy.Skip"/>. Upstream knows only that.</summary>
    [Input(DisplayName = "Missed Runs", Description = "What becomes of runs that fell into a time when the server was down.", DefaultValue = MissedRunPolicy.Skip, Order = 2)]
    public Input<MissedRunPolicy> MissedRuns { get; set; } = new(MissedRunPolicy.Skip);

    /// <summary>What becomes of a run that comes due while the one before it goes on; default <see cref="OverlapPolicy.Allow"/>. Upstream knows only that.</summary>
    [Input(DisplayName = "Overlapping Runs", Description = "What becomes of a run that comes due while the one before it still goes on.", DefaultValue = OverlapPolicy.Allow, Order = 3)]
    public Input<OverlapPolicy> Overlap { get; set; } = new(OverlapPolicy.Allow);

    /// <summary>Each run starts up to this much later than it is due, at most a day; default zero. So a hundred schedules of one moment do not come at once.</summary>
    [Input(Description = "Each run starts up to this much later than it is due, so that many schedules of one moment do not come at once.", DefaultValue = "00:00:00", Order = 4)]
    public Input<TimeSpan> Jitter { get; set; } = new(TimeSpan.Zero);

    /// <inheritdoc/>
    protected override object GetTriggerPayload(TriggerIndexingContext context)
    {
        var interval = Checked(context.Get(Interval));
        return new TimerTriggerPayload(interval)
        {
            MissedRuns = context.Get(MissedRuns), Overlap = ScheduleRules.Stored(context.Get(Overlap)), Jitter = ScheduleRules.CheckedJitter(context.Get(Jitter), interval),
        };
    }

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow())
            return context.CompleteActivityAsync();

        context.WaitFor(Type, context.WorkflowExecutionContext.Now + Checked(Interval.Get(context)));
        return ValueTask.CompletedTask;
    }

    private static TimeSpan Checked(TimeSpan interval) =>
        interval > TimeSpan.Zero ? interval : throw new FormatException($"The interval {interval} is not longer than zero.");
}
