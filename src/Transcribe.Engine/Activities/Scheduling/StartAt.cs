using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Starts the workflow once, at a moment; in a flow it waits for the moment, and goes on at once when it has passed.</summary>
[Activity("Elsa", "Scheduling", "Starts the workflow once at a moment, or waits for it.", DisplayName = "Start at")]
public sealed class StartAt([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Trigger(source, line)
{
    /// <summary>The moment.</summary>
    [Input(DisplayName = "Date Time", Description = "The moment.", Order = 1)]
    public Input<DateTimeOffset> DateTime { get; set; } = null!;

    /// <inheritdoc/>
    protected override object GetTriggerPayload(TriggerIndexingContext context) => new StartAtTriggerPayload(context.Get(DateTime));

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow() || DateTime.Get(context) <= context.WorkflowExecutionContext.Now)
            return context.CompleteActivityAsync();

        context.WaitFor(Type, DateTime.Get(context));
        return ValueTask.CompletedTask;
    }
}
