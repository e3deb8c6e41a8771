using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Shows an activity as one node of a flowchart and runs it.</summary>
[Activity("Elsa", "Flow", "Runs an activity as one node of a flowchart.", DisplayName = "Container")]
public sealed class FlowNode([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Activity(source, line)
{
    /// <summary>What runs.</summary>
    [Port]
    public IActivity? Body { get; set; }

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => context.ScheduleActivityAsync(Body, OnBodyCompletedAsync);

    private ValueTask OnBodyCompletedAsync(ActivityCompletedContext context) => context.CompleteActivityAsync();
}
