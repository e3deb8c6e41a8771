using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.State;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <inheritdoc/>
internal sealed class WorkflowClient(string instanceId, WorkflowRuntime runtime, BurstRunner runner, IInstanceStore instances, StateImport import) : IWorkflowClient
{
    public string WorkflowInstanceId => instanceId;

    public async Task<CreateWorkflowInstanceResponse> CreateInstanceAsync(CreateWorkflowInstanceRequest request, CancellationToken cancellationToken = default) =>
        new(await runtime.CreateAsync(request.ToStart(instanceId), cancellationToken));

    public async Task<RunWorkflowInstanceResponse> RunInstanceAsync(RunWorkflowInstanceRequest request, CancellationToken cancellationToken = default)
    {
        if (request.BookmarkId is not null || request.ActivityHandle is not null)
            BurstScope.RefuseWaiting();

        var run = await runner.ContinueAsync(instanceId, state => Choose(state, request), context => Prepare(context, request), null, cancellationToken);
        return (run ?? new WorkflowRun(await ExportStateAsync(cancellationToken))).ToResponse(request.IncludeWorkflowOutput);
    }

    public async Task<RunWorkflowInstanceResponse> CreateAndRunInstanceAsync(CreateAndRunWorkflowInstanceRequest request, CancellationToken cancellationToken = default) =>
        (await runtime.StartAsync(request.ToStart(instanceId, request.TriggerActivityId, request.ActivityHandle), cancellationToken)).ToResponse(request.IncludeWorkflowOutput);

    public Task<bool> CancelAsync(CancellationToken cancellationToken = default) => runtime.CancelAsync(instanceId, cancellationToken);

    public async Task<WorkflowState> ExportStateAsync(CancellationToken cancellationToken = default) =>
        await instances.LoadAsync(instanceId, cancellationToken) is { } snapshot
            ? WorkflowStateSerializer.Deserialize(snapshot.Data)
            : throw new InstanceNotFoundException(instanceId);

    public Task ImportStateAsync(WorkflowState workflowState, CancellationToken cancellationToken = default) => workflowState.Id == instanceId
        ? import.ImportAsync(workflowState, cancellationToken)
        : throw new ArgumentException($"This is the state of the instance '{workflowState.Id}', not of '{instanceId}'.", nameof(workflowState));

    public async Task<bool> InstanceExistsAsync(CancellationToken cancellationToken = default) => await instances.FindAsync(instanceId, cancellationToken) is not null;

    public Task<bool> DeleteAsync(CancellationToken cancellationToken = default) => runtime.DeleteAsync(instanceId, cancellationToken);

    private static BurstRequest? Choose(WorkflowState state, RunWorkflowInstanceRequest request) => request switch
    {
        { BookmarkId: { } bookmarkId } => WorkflowRuntime.Resuming(state, bookmarkId, request.Input),
        { ActivityHandle: { } handle } => new BurstRequest { ActivityHandle = handle, Input = request.Input },
        _ when state.SubStatus == WorkflowSubStatus.Pending => new BurstRequest { TriggerActivityId = request.TriggerActivityId, Input = request.Input },
        _ => null,
    };

    private static void Prepare(WorkflowExecutionContext context, RunWorkflowInstanceRequest request)
    {
        foreach (var (key, value) in request.Properties ?? ActivityExecutionContext.EmptyInput)
            context.Properties[key] = value;
    }
}
