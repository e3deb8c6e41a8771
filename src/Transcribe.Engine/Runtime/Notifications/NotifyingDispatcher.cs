using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Runtime;

/// <summary>Dispatches, and tells of it before and after.</summary>
internal sealed class NotifyingDispatcher(WorkflowDispatcher dispatcher, NotificationSender sender) : IWorkflowDispatcher
{
    public async Task<DispatchWorkflowResponse> DispatchAsync(
        DispatchWorkflowDefinitionRequest request, DispatchWorkflowOptions? options = null, CancellationToken cancellationToken = default)
    {
        await sender.SendAsync(new WorkflowDefinitionDispatching(request), cancellationToken);
        var response = await dispatcher.DispatchAsync(request, options, cancellationToken);
        await sender.SendAsync(new WorkflowDefinitionDispatched(request, response), cancellationToken);
        return response;
    }

    public async Task<DispatchWorkflowResponse> DispatchAsync(
        DispatchWorkflowInstanceRequest request, DispatchWorkflowOptions? options = null, CancellationToken cancellationToken = default)
    {
        await sender.SendAsync(new WorkflowInstanceDispatching(request), cancellationToken);
        var response = await dispatcher.DispatchAsync(request, options, cancellationToken);
        await sender.SendAsync(new WorkflowInstanceDispatched(request, response), cancellationToken);
        return response;
    }

    public Task<DispatchWorkflowResponse> DispatchAsync(
        DispatchTriggerWorkflowsRequest request, DispatchWorkflowOptions? options = null, CancellationToken cancellationToken = default) =>
        dispatcher.DispatchAsync(request, options, cancellationToken);

    public Task<DispatchWorkflowResponse> DispatchAsync(
        DispatchResumeWorkflowsRequest request, DispatchWorkflowOptions? options = null, CancellationToken cancellationToken = default) =>
        dispatcher.DispatchAsync(request, options, cancellationToken);
}
