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

    /// <inheritdoc/>
    protected override object GetTriggerPayload(TriggerIndexingContext context) => new TimerTriggerPayload(Checked(context.Get(Interval))) { MissedRuns = context.Get(MissedRuns) };

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
