using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Runtime;

/// <inheritdoc/>
internal sealed class WorkflowDispatcher(IWorkflowRuntime runtime, IStimulusDispatcher stimuli, IBookmarkQueue bookmarks, WorkQueue background, BurstRunner runner) : IWorkflowDispatcher
{
    public async Task<DispatchWorkflowResponse> DispatchAsync(
        DispatchWorkflowDefinitionRequest request, DispatchWorkflowOptions? options = null, CancellationToken cancellationToken = default)
    {
        var start = new StartWorkflowRequest
        {
            DefinitionVersionId = request.DefinitionVersionId,
            WorkflowInstanceId = request.InstanceId,
            CorrelationId = request.CorrelationId,
            ParentWorkflowInstanceId = request.ParentWorkflowInstanceId,
            TriggerActivityId = request.TriggerActivityId,
            Input = request.Input,
            Variables = request.Variables,
            Properties = request.Properties,
        };
        return new DispatchWorkflowResponse { WorkflowInstanceIds = [await runtime.DispatchAsync(start, cancellationToken)] };
    }

    public async Task<DispatchWorkflowResponse> DispatchAsync(
        DispatchWorkflowInstanceRequest request, DispatchWorkflowOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (request.BookmarkId is null && request.Input is { Count: > 0 })
            throw new ArgumentException("Input comes with a bookmark; an instance that has not begun gets it when it is created.", nameof(request));

        if (request.BookmarkId is { } bookmarkId)
            await bookmarks.EnqueueAsync(new NewBookmarkQueueItem { BookmarkId = bookmarkId, WorkflowInstanceId = request.InstanceId, Options = new() { Input = request.Input } }, cancellationToken);
        else if (request.ActivityHandle is { } handle)
            await runner.ChangeAsync(request.InstanceId, run => ScheduleAsync(run, handle), cancellationToken);
        else
            background.Enqueue(new ContinueInstance(request.InstanceId));

        return new DispatchWorkflowResponse();
    }

    public async Task<DispatchWorkflowResponse> DispatchAsync(
        DispatchTriggerWorkflowsRequest request, DispatchWorkflowOptions? options = null, CancellationToken cancellationToken = default)
    {
        var metadata = new StimulusMetadata
        {
            CorrelationId = request.CorrelationId,
            WorkflowInstanceId = request.WorkflowInstanceId,
            ActivityInstanceId = request.ActivityInstanceId,
            Input = request.Input,
            Properties = request.Properties,
        };
        var response = await stimuli.SendAsync(
            new DispatchStimulusRequest { ActivityTypeName = request.ActivityTypeName, Stimulus = request.BookmarkPayload, Metadata = metadata }, cancellationToken);
        return new DispatchWorkflowResponse { WorkflowInstanceIds = response.StartedInstanceIds };
    }

    public async Task<DispatchWorkflowResponse> DispatchAsync(
        DispatchResumeWorkflowsRequest request, DispatchWorkflowOptions? options = null, CancellationToken cancellationToken = default)
    {
        await bookmarks.EnqueueAsync(
            new NewBookmarkQueueItem
            {
                StimulusHash = StimulusHasher.Hash(request.ActivityTypeName, request.BookmarkPayload, request.ActivityInstanceId),
                CorrelationId = request.CorrelationId,
                WorkflowInstanceId = request.WorkflowInstanceId,
                ActivityInstanceId = request.ActivityInstanceId,
                Options = new() { Input = request.Input },
            },
            cancellationToken);
        return new DispatchWorkflowResponse();
    }

    // It goes on as if it had been interrupted where it was about to run that.
    private static async ValueTask ScheduleAsync(WorkflowExecutionContext run, ActivityHandle handle)
    {
        if (run.Status == WorkflowStatus.Finished)
            return;

        await ActivityHandles.ScheduleAsync(run, handle);
        run.Restore(WorkflowSubStatus.Interrupted);
    }
}
