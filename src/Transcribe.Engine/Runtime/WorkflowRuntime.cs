using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.State;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <inheritdoc/>
internal sealed class WorkflowRuntime(
    BurstRunner runner, DefinitionCatalog catalog, IInstanceStore instances, IBookmarkStore bookmarks, CommitQueue queue, WorkQueue background,
    InstanceLocks locks, BurstLifetime lifetime, Admission admission, OnceStarts onceStarts, StateImport import, TimeProvider clock) : IWorkflowRuntime
{
    public async Task<WorkflowRun> StartAsync(StartWorkflowRequest request, CancellationToken cancellationToken = default)
    {
        var instance = NewInstance.Of(request, await catalog.GetGraphAsync(request, cancellationToken));
        using var once = await onceStarts.BeginAsync(instance, cancellationToken);
        using var pass = await admission.AdmitAsync(once.Instance, cancellationToken);
        return await runner.StartAsync(once.Instance, cancellationToken, key: once.Key);
    }

    public async Task<string> DispatchAsync(StartWorkflowRequest request, CancellationToken cancellationToken = default)
    {
        var instanceId = await CreateAsync(request, cancellationToken);
        background.Enqueue(new ContinueInstance(instanceId));
        return instanceId;
    }

    /// <summary>Commits an instance as pending.</summary>
    public async Task<string> CreateAsync(StartWorkflowRequest request, CancellationToken cancellationToken)
    {
        if (lifetime.IsStopping)
            throw new EngineStoppingException();
        if (request.ActivityHandle is not null)
            throw new ArgumentException("An instance that runs later begins at its start; an ActivityHandle is for one that runs now, or exists.", nameof(request));

        var graph = await catalog.GetGraphAsync(request, cancellationToken);
        using var once = await onceStarts.BeginAsync(NewInstance.Of(request, graph), cancellationToken);
        var instance = once.Instance;
        using var pass = await admission.AdmitAsync(instance, cancellationToken);
        try
        {
            await queue.CommitAsync(PendingInstance.Of(instance, clock.GetUtcNow()), new CommitEffects(Key: once.Key), cancellationToken);
        }
        catch (ConcurrencyConflictException exception)
        {
            throw new InstanceExistsException(instance.Id, exception);
        }

        return instance.Id;
    }

    public async Task<WorkflowRun?> ResumeAsync(ResumeBookmarkRequest request, CancellationToken cancellationToken = default)
    {
        BurstScope.RefuseWaiting();
        var instanceId = request.WorkflowInstanceId ?? (await bookmarks.FindAsync(request.BookmarkId, cancellationToken))?.WorkflowInstanceId;
        return instanceId is null
            ? null
            : await runner.ContinueAsync(instanceId, state => Resuming(state, request.BookmarkId, request.Input), request.Prepare, null, cancellationToken);
    }

    public ValueTask<IWorkflowClient> CreateClientAsync(CancellationToken cancellationToken = default) => CreateClientAsync(null, cancellationToken);

    public ValueTask<IWorkflowClient> CreateClientAsync(string? workflowInstanceId, CancellationToken cancellationToken = default) =>
        new(new WorkflowClient(workflowInstanceId ?? Identity.NewId(), this, runner, instances, import));

    public Task<bool> CancelAsync(string workflowInstanceId, CancellationToken cancellationToken = default) =>
        runner.CancelAsync(workflowInstanceId, cancellationToken);

    public Task<WorkflowState?> SetVariablesAsync(
        string workflowInstanceId, IReadOnlyDictionary<string, object?> values, CancellationToken cancellationToken = default) =>
        runner.ChangeAsync(
            workflowInstanceId,
            context =>
            {
                VariableChange.Apply(values, context);
                return ValueTask.CompletedTask;
            },
            cancellationToken);

    public async Task<WorkflowState?> RetryAsync(string workflowInstanceId, CancellationToken cancellationToken = default)
    {
        if (await instances.FindAsync(workflowInstanceId, cancellationToken) is not { } row)
            return null;

        var request = new StartWorkflowRequest { DefinitionVersionId = row.DefinitionVersionId, WorkflowInstanceId = row.Id, CorrelationId = row.CorrelationId };
        using var pass = await admission.AdmitAsync(NewInstance.Of(request, await catalog.GetGraphAsync(request, cancellationToken)), cancellationToken);
        return await runner.ChangeAsync(workflowInstanceId, Retry.ApplyAsync, cancellationToken);
    }

    public async Task<WorkflowState?> GiveUpAsync(string workflowInstanceId, CancellationToken cancellationToken = default) =>
        await runner.ChangeAsync(
            workflowInstanceId,
            context =>
            {
                RetryWait.GiveUp(context);
                return ValueTask.CompletedTask;
            },
            cancellationToken,
            mayEnd: true);

    public async Task<bool> DeleteAsync(string workflowInstanceId, CancellationToken cancellationToken = default)
    {
        await lifetime.InterruptAsync(workflowInstanceId);
        using var holder = await locks.AcquireAsync(workflowInstanceId, cancellationToken);
        return await instances.DeleteAsync([workflowInstanceId], cancellationToken) > 0;
    }

    /// <summary>Resumes a bookmark if the instance still waits at it.</summary>
    internal static BurstRequest? Resuming(WorkflowState state, string bookmarkId, IDictionary<string, object>? input) =>
        state.Status == WorkflowStatus.Running && state.Bookmarks.Any(bookmark => bookmark.Id == bookmarkId)
            ? new BurstRequest { BookmarkId = bookmarkId, Input = input }
            : null;
}
