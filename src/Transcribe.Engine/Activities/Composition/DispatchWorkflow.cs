using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;

namespace Transcribe.Engine.Activities;

/// <summary>
/// Starts another workflow in the background, and may wait until it has ended, however it ends. A crash starts it neither twice nor never.
/// </summary>
[Activity("Elsa", "Composition", "Starts another workflow in the background.", DisplayName = "Dispatch Workflow")]
public sealed class DispatchWorkflow([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Activity<object>(source, line)
{
    /// <summary>The definition whose published version starts.</summary>
    [Input(DisplayName = "Workflow Definition", Description = "The workflow to start.", UIHint = InputUIHints.WorkflowDefinitionPicker, Order = 1)]
    public Input<string> WorkflowDefinitionId { get; set; } = null!;

    /// <summary>The correlation id of the started instance.</summary>
    [Input(DisplayName = "Correlation ID", Description = "The correlation id of the started instance.", Order = 2)]
    public Input<string?> CorrelationId { get; set; } = null!;

    /// <summary>Its input by name.</summary>
    [Input(Description = "The input by name.", Order = 3)]
    public Input<IDictionary<string, object>?> Input { get; set; } = null!;

    /// <summary>Whether to wait until it has ended; default false. Its outputs are then the result.</summary>
    [Input(DisplayName = "Wait for Completion", Description = "Whether to wait until it has ended.", Order = 4)]
    public Input<bool> WaitForCompletion { get; set; } = null!;

    /// <summary>Kept for definitions of upstream; traces of a child always belong to its parent's here.</summary>
    [Input(DisplayName = "Start New Trace", Description = "Has no effect here.", Category = "Open Telemetry", Order = 5)]
    public Input<bool> StartNewTrace { get; set; } = null!;

    /// <summary>Kept for definitions of upstream; there is one channel here.</summary>
    [Input(DisplayName = "Channel", Description = "Has no effect here.", UIHint = InputUIHints.DropDown, Order = 6)]
    public Input<string?> ChannelName { get; set; } = null!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var children = context.GetRequiredService<ChildWorkflows>();
        var waits = WaitForCompletion.GetOrDefault(context);
        var child = children.Prepare(context, WorkflowDefinitionId.Get(context), CorrelationId.GetOrDefault(context), Input.GetOrDefault(context));
        if (waits)
        {
            var bookmark = context.CreateBookmark(new DispatchWorkflowStimulus(child.WorkflowInstanceId!), OnChildWorkflowCompletedAsync, includeActivityInstanceId: false);
            child = ChildWorkflows.Notifying(child, bookmark.Hash);
        }

        // From here on a repetition has the same execution id, which the child's id follows from.
        await context.WorkflowExecutionContext.CommitAsync();
        await children.DispatchAsync(child, context.CancellationToken);
        if (!waits)
            await context.CompleteActivityAsync();
    }

    private ValueTask OnChildWorkflowCompletedAsync(ActivityExecutionContext context)
    {
        context.Set(Result, ChildWorkflow.OutputOf(context), nameof(Result));
        return context.CompleteActivityAsync();
    }
}

/// <summary>What <see cref="DispatchWorkflow"/> waits for.</summary>
/// <param name="ChildInstanceId">The child whose end it is.</param>
public sealed record DispatchWorkflowStimulus(string ChildInstanceId);
