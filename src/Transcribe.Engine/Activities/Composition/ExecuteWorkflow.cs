using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;

namespace Transcribe.Engine.Activities;

/// <summary>Runs another workflow within this step, and may wait until it has ended. A child that faults is a result, not a fault of this workflow.</summary>
[Activity("Elsa", "Composition", "Runs another workflow.", DisplayName = "Execute Workflow", Kind = ActivityKind.Task)]
public sealed class ExecuteWorkflow([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Activity<ExecuteWorkflowResult>(source, line)
{
    /// <summary>The definition whose published version runs.</summary>
    [Input(DisplayName = "Workflow Definition", Description = "The workflow to run.", UIHint = InputUIHints.WorkflowDefinitionPicker, Order = 1)]
    public Input<string> WorkflowDefinitionId { get; set; } = null!;

    /// <summary>The correlation id of its instance.</summary>
    [Input(DisplayName = "Correlation ID", Description = "The correlation id of its instance.", Order = 2)]
    public Input<string?> CorrelationId { get; set; } = null!;

    /// <summary>Its input by name.</summary>
    [Input(Description = "The input by name.", Order = 3)]
    public Input<IDictionary<string, object>?> Input { get; set; } = null!;

    /// <summary>Whether to wait until it has ended, when it suspends; default false.</summary>
    [Input(DisplayName = "Wait for Completion", Description = "Whether to wait until it has ended, when it suspends.", Order = 4)]
    public Input<bool> WaitForCompletion { get; set; } = null!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var children = context.GetRequiredService<ChildWorkflows>();
        var waits = WaitForCompletion.GetOrDefault(context);
        var child = ChildWorkflows.Within(
            context.WorkflowExecutionContext, children.Prepare(context, WorkflowDefinitionId.Get(context), CorrelationId.GetOrDefault(context), Input.GetOrDefault(context)));
        var bookmark = waits ? context.CreateBookmark(new ExecuteWorkflowStimulus(child.WorkflowInstanceId!), OnChildWorkflowCompletedAsync, includeActivityInstanceId: false) : null;
        var run = await children.RunAsync(bookmark is null ? child : ChildWorkflows.Notifying(child, bookmark.Hash), context.CancellationToken);
        if (run.SubStatus == WorkflowSubStatus.Interrupted)
            context.CancellationToken.ThrowIfCancellationRequested();

        if (waits && run.Status == WorkflowStatus.Running)
            return;

        context.Set(Result, ExecuteWorkflowResult.Of(run), nameof(Result));
        await context.CompleteActivityAsync();
    }

    private async ValueTask OnChildWorkflowCompletedAsync(ActivityExecutionContext context)
    {
        // Like upstream: after a wait the result is what the child put out.
        context.Set((Output?)Result, ChildWorkflow.OutputOf(context), nameof(Result));
        await context.CompleteActivityAsync();
    }
}

/// <summary>What <see cref="ExecuteWorkflow"/> waits for.</summary>
/// <param name="ChildInstanceId">The child whose end it is.</param>
public sealed record ExecuteWorkflowStimulus(string ChildInstanceId);

/// <summary>How a child that was executed stands.</summary>
/// <param name="WorkflowDefinitionVersionId">The version that ran.</param>
/// <param name="WorkflowInstanceId">Its instance.</param>
/// <param name="CorrelationId">The instance's correlation id.</param>
/// <param name="Status">Whether it still has something to do.</param>
/// <param name="SubStatus">Where it stands exactly.</param>
/// <param name="Output">Its outputs.</param>
public sealed record ExecuteWorkflowResult(
    string? WorkflowDefinitionVersionId, string WorkflowInstanceId, string? CorrelationId, WorkflowStatus Status, WorkflowSubStatus SubStatus,
    IDictionary<string, object> Output)
{
    internal static ExecuteWorkflowResult Of(WorkflowRun run) => new(
        run.State.DefinitionVersionId, run.WorkflowInstanceId, run.State.CorrelationId, run.Status, run.SubStatus,
        new Dictionary<string, object>(run.State.Output!, StringComparer.Ordinal));
}
