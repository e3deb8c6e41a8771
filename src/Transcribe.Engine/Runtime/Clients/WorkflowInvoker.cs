using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Runtime;

/// <inheritdoc/>
internal sealed class WorkflowInvoker(IWorkflowRuntime runtime) : IWorkflowInvoker
{
    public Task<RunWorkflowResult> InvokeAsync(WorkflowGraph workflowGraph, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default) =>
        InvokeAsync(workflowGraph.Workflow, options, cancellationToken);

    public async Task<RunWorkflowResult> InvokeAsync(Workflow workflow, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new RunWorkflowOptions();
        WorkflowExecutionContext? context = null;
        var run = options.BookmarkId is { } bookmarkId
            ? await runtime.ResumeAsync(
                new ResumeBookmarkRequest(bookmarkId) { WorkflowInstanceId = options.WorkflowInstanceId, Input = options.Input, Prepare = Take }, cancellationToken)
            : await runtime.StartAsync(Start(workflow, options, Take), cancellationToken);
        if (run is null || context is null)
            throw new InvalidOperationException($"Nobody waits at the bookmark '{options.BookmarkId}' any more.");

        return RunWorkflowResult.Of(context);

        void Take(WorkflowExecutionContext taken) => context = taken;
    }

    private static StartWorkflowRequest Start(Workflow workflow, RunWorkflowOptions options, Action<WorkflowExecutionContext> prepare) => new()
    {
        DefinitionVersionId = workflow.VersionId,
        WorkflowInstanceId = options.WorkflowInstanceId,
        CorrelationId = options.CorrelationId,
        ParentWorkflowInstanceId = options.ParentWorkflowInstanceId,
        TriggerActivityId = options.TriggerActivityId,
        ActivityHandle = options.ActivityHandle,
        Input = options.Input,
        Variables = options.Variables,
        Properties = options.Properties,
        Prepare = prepare,
    };
}
