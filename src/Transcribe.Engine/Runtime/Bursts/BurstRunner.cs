using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;
using Transcribe.Engine.State;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Loads instances, runs bursts on them one at a time, and commits them.</summary>
internal sealed class BurstRunner(
    IServiceScopeFactory scopes, DefinitionCatalog catalog, IInstanceStore instances, IStimulusStore stimuli, CommitQueue queue, WorkQueue background,
    WorkflowMaterializer materializer, InstanceLocks locks, BurstLifetime lifetime, BurstOptions options, RunEnds ends, TimeProvider clock)
{
    // Another process changes an instance between load and commit at most now and then; a conflict that stays is a mistake worth seeing.
    private const int Attempts = 5;

    /// <summary>Runs the first burst of a new instance.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="cancellationToken">Ends the burst early.</param>
    /// <param name="tellsParent">Whether its end is told to the parent; false: the parent runs the burst and sees it.</param>
    /// <param name="key">The key that starts nothing else; null: none.</param>
    public Task<WorkflowRun> StartAsync(NewInstance instance, CancellationToken cancellationToken, bool tellsParent = true, StartKeyRow? key = null) => WatchAsync(
        instance.Id,
        async () =>
        {
            using var holder = await locks.AcquireAsync(instance.Id, cancellationToken);
            var sink = new BurstSink(queue, ends, null, key, tellsParent);
            try
            {
                var request = new BurstRequest { Input = instance.Request.Input, TriggerActivityId = instance.Request.TriggerActivityId, ActivityHandle = instance.Request.ActivityHandle };
                return (await RunAsync(instance.Id, instance.Graph, request, instance.Prepare, sink, cancellationToken))!;
            }
            catch (ConcurrencyConflictException exception) when (sink.State is null)
            {
                throw new InstanceExistsException(instance.Id, exception);
            }
        });

    /// <summary>Goes on with an instance, as <paramref name="choose"/> says of its state.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="choose">Looks at the state and says what to run; null: nothing.</param>
    /// <param name="prepare">Completes the context before the burst.</param>
    /// <param name="stimulusId">The kept stimulus that causes the burst.</param>
    /// <param name="cancellationToken">Ends the burst early.</param>
    /// <returns>What came out; null: there was nothing to run.</returns>
    public Task<WorkflowRun?> ContinueAsync(
        string instanceId, Func<WorkflowState, BurstRequest?> choose, Action<WorkflowExecutionContext>? prepare, string? stimulusId, CancellationToken cancellationToken) =>
        WatchAsync(instanceId, () => ContinueUnwatchedAsync(instanceId, choose, prepare, stimulusId, cancellationToken));

    /// <summary>Goes on with an instance that was interrupted, or has not begun; with any other there is nothing to do. Whoever asks for it asks again when it fails.</summary>
    public Task RecoverAsync(string instanceId, CancellationToken cancellationToken) => ContinueUnwatchedAsync(instanceId, static _ => null, null, null, cancellationToken);

    /// <summary>Cancels an instance; a running burst of it ends first.</summary>
    /// <returns>Whether it was still running.</returns>
    public async Task<bool> CancelAsync(string instanceId, CancellationToken cancellationToken)
    {
        await lifetime.InterruptAsync(instanceId);
        using var holder = await locks.AcquireAsync(instanceId, cancellationToken);
        if (await LoadAsync(instanceId, cancellationToken) is not var (state, rowVersion, graph) || state.Status == WorkflowStatus.Finished)
            return false;

        await using var scope = scopes.CreateAsyncScope();
        var context = Restore(state, rowVersion, graph, scope.ServiceProvider, CancellationToken.None);
        var sink = new BurstSink(queue, ends, null);
        await WorkflowRunner.CancelAsync(context, sink);
        FollowUp(instanceId, sink);
        return true;
    }

    /// <summary>Changes an instance where it stands; a running burst of it ends first. One that stands as interrupted then goes on in the background.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="change">What to change.</param>
    /// <param name="cancellationToken">Gives up; then nothing was changed.</param>
    /// <param name="mayEnd">Whether the change may end the instance. If not, one that has ended did so before, and whoever waited for that was told.</param>
    /// <returns>The state after it; null: there is no such instance.</returns>
    public async Task<WorkflowState?> ChangeAsync(string instanceId, Func<WorkflowExecutionContext, ValueTask> change, CancellationToken cancellationToken, bool mayEnd = false)
    {
        using var holder = await locks.AcquireAsync(instanceId, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            if (await LoadAsync(instanceId, cancellationToken) is not var (state, rowVersion, graph))
                return null;

            await using var scope = scopes.CreateAsyncScope();
            var context = Restore(state, rowVersion, graph, scope.ServiceProvider, cancellationToken);
            await change(context);
            try
            {
                var sink = new BurstSink(queue, mayEnd ? ends : null, stimulusId: null);
                await WorkflowRunner.CommitAsync(context, sink);
                FollowUp(instanceId, sink);
                return sink.State;
            }
            catch (ConcurrencyConflictException) when (attempt < Attempts)
            {
                // Another server was first; loaded again, the instance shows what it did.
            }
        }
    }

    // Whether its last commit is written or not, an instance may stand as executing, and nobody else would go on with it before the next start.
    private async Task<T> WatchAsync<T>(string instanceId, Func<Task<T>> burst)
    {
        try
        {
            return await burst();
        }
        catch (Exception exception) when (exception is CommitFailedException or ConcurrencyConflictException)
        {
            background.Enqueue(new ContinueInstance(instanceId));
            throw;
        }
    }

    private async Task<WorkflowRun?> ContinueUnwatchedAsync(
        string instanceId, Func<WorkflowState, BurstRequest?> choose, Action<WorkflowExecutionContext>? prepare, string? stimulusId, CancellationToken cancellationToken)
    {
        using var holder = await locks.AcquireAsync(instanceId, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ContinueLockedAsync(instanceId, choose, prepare, stimulusId, cancellationToken);
            }
            catch (ConcurrencyConflictException) when (attempt < Attempts)
            {
                // Loaded again, the instance shows what the other one did.
            }
        }
    }

    private async Task<WorkflowRun?> ContinueLockedAsync(
        string instanceId, Func<WorkflowState, BurstRequest?> choose, Action<WorkflowExecutionContext>? prepare, string? stimulusId, CancellationToken cancellationToken)
    {
        if (await LoadAsync(instanceId, cancellationToken) is not var (state, rowVersion, graph))
            return null;

        // Whoever begins what was created may add to what it was created with.
        if (state.SubStatus == WorkflowSubStatus.Pending && choose(state) is { } beginning)
            return await RunAsync(state, rowVersion, graph, beginning, prepare, new BurstSink(queue, ends, stimulusId), cancellationToken);

        // A crash, a stop or a failed commit came between: first what it interrupted, then what is asked for now.
        if (Recovery.IsUnfinished(state.SubStatus))
        {
            await RunAsync(state, rowVersion, graph, Recovery.RequestFor(state), null, new BurstSink(queue, ends, null), cancellationToken);
            if (await LoadAsync(instanceId, cancellationToken) is not var (later, laterVersion, _))
                return null;

            (state, rowVersion) = (later, laterVersion);
        }

        // Of two deliveries of one stimulus the second finds that it has arrived: a bookmark that outlives being resumed would take it twice.
        if (stimulusId is not null && await stimuli.FindAsync(stimulusId, cancellationToken) is null)
            return null;

        return choose(state) is { } request
            ? await RunAsync(state, rowVersion, graph, request, prepare, new BurstSink(queue, ends, stimulusId), cancellationToken)
            : null;
    }

    private Task<WorkflowRun?> RunAsync(
        WorkflowState state, long rowVersion, WorkflowGraph graph, BurstRequest request, Action<WorkflowExecutionContext>? prepare, BurstSink sink,
        CancellationToken cancellationToken) => RunAsync(
            state.Id,
            graph,
            request,
            context =>
            {
                StateApplier.Apply(state, context);
                context.RowVersion = rowVersion;
                prepare?.Invoke(context);
            },
            sink,
            cancellationToken);

    private async Task<WorkflowRun?> RunAsync(
        string instanceId, WorkflowGraph graph, BurstRequest request, Action<WorkflowExecutionContext> prepare, BurstSink sink, CancellationToken cancellationToken)
    {
        using var burst = lifetime.Begin(instanceId, cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        var context = new WorkflowExecutionContext(instanceId, graph, scope.ServiceProvider, clock, options, burst.Token);
        prepare(context);
        BurstScope.Enter();
        try
        {
            await WorkflowRunner.RunAsync(context, request, sink);
        }
        finally
        {
            FollowUp(instanceId, sink);
        }

        return sink.State is { } state ? new WorkflowRun(state) : null;
    }

    // What follows is durable already; handing it over only saves waiting for the next start.
    private void FollowUp(string instanceId, BurstSink sink)
    {
        foreach (var match in sink.Matches)
            background.Enqueue(new DeliverStimulus(match.StimulusId));

        if (sink.Started is { } started)
            background.Enqueue(new ContinueInstance(started));
        if (sink.State?.SubStatus == WorkflowSubStatus.Interrupted && !lifetime.IsStopping)
            background.Enqueue(new ContinueInstance(instanceId));

        sink.NoteEnd();
    }

    private async Task<(WorkflowState State, long RowVersion, WorkflowGraph Graph)?> LoadAsync(string instanceId, CancellationToken cancellationToken)
    {
        if (await instances.LoadAsync(instanceId, cancellationToken) is not { } snapshot)
            return null;

        var state = WorkflowStateSerializer.Deserialize(snapshot.Data);
        var graph = await catalog.FindGraphAsync(state.DefinitionVersionId, cancellationToken);
        if (graph is not null)
            return (state, snapshot.RowVersion, graph);

        if (state.Status == WorkflowStatus.Running)
        {
            var sink = new BurstSink(queue, ends, null);
            await sink.CommitAsync(LostDefinition.Fault(state, snapshot.RowVersion, materializer, clock.GetUtcNow()), cancellationToken);
            FollowUp(instanceId, sink);
        }

        return null;
    }

    private WorkflowExecutionContext Restore(WorkflowState state, long rowVersion, WorkflowGraph graph, IServiceProvider services, CancellationToken cancellationToken)
    {
        var context = new WorkflowExecutionContext(state.Id, graph, services, clock, options, cancellationToken);
        StateApplier.Apply(state, context);
        context.RowVersion = rowVersion;
        return context;
    }
}

/// <summary>An instance with this id exists already; ids are given once.</summary>
public sealed class InstanceExistsException(string instanceId, Exception innerException)
    : Exception($"An instance with the id '{instanceId}' exists already.", innerException);
