using Transcribe.Engine.Authoring;
using Transcribe.Engine.State;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Puts states of instances in the place of those that there are, with the bookmarks that belong to them.</summary>
internal sealed class StateImport(IInstanceStore instances, DefinitionCatalog catalog, CommitQueue queue, WorkQueue background, InstanceLocks locks)
{
    /// <summary>Imports a state; what was interrupted in it goes on.</summary>
    /// <exception cref="DefinitionNotFoundException">Its definition version is not here.</exception>
    public async Task ImportAsync(WorkflowState state, CancellationToken cancellationToken)
    {
        var graph = await catalog.GetGraphAsync(new StartWorkflowRequest { DefinitionVersionId = state.DefinitionVersionId }, cancellationToken);
        using (await locks.AcquireAsync(state.Id, cancellationToken))
        {
            var present = await instances.LoadAsync(state.Id, cancellationToken);
            var before = present is null ? null : WorkflowStateSerializer.Deserialize(present.Data);
            await queue.CommitAsync(
                new BurstCommit
                {
                    // What has happened stays in the journal, and what happens from now on comes after it.
                    State = state with { ExecutionLogSequence = Math.Max(state.ExecutionLogSequence, before?.ExecutionLogSequence ?? 0) },
                    Graph = graph,
                    ExpectedRowVersion = present?.RowVersion ?? 0,
                    Journal = [],
                    Records = [],
                    AddedBookmarks = state.Status == WorkflowStatus.Running ? state.Bookmarks : [],
                    RemovedBookmarkIds = before is null ? [] : [.. before.Bookmarks.Select(bookmark => bookmark.Id)],
                },
                default(CommitEffects),
                cancellationToken);
        }

        if (Recovery.IsUnfinished(state.SubStatus))
            background.Enqueue(new ContinueInstance(state.Id));
    }
}
