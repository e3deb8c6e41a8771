using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Runtime;

/// <summary>
/// Counts how the last runs of workflows ended, of those that fail: a workflow that works costs nothing. What it counts is in memory; after a
/// restart it begins anew.
/// </summary>
internal sealed class FailingWorkflows(DefinitionCatalog catalog, WorkQueue background, IOptions<WorkflowEngineOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, RecentEnds> _recent = new(StringComparer.Ordinal);

    /// <summary>Takes note of how a run has ended; one too many failures pauses what starts its workflow.</summary>
    public void Note(WorkflowState run, Workflow workflow)
    {
        var hasFailed = run.SubStatus == WorkflowSubStatus.Faulted;
        if (run.SubStatus == WorkflowSubStatus.Cancelled || (!hasFailed && !_recent.ContainsKey(run.DefinitionId)))
            return;

        var limit = workflow.Failing is { } own ? own.Or(options.Value.Failing) : options.Value.Failing;
        if (limit.Runs is not > 0 || !IsToBeCounted(run))
            return;

        var recent = _recent.AddOrUpdate(
            run.DefinitionId,
            static (_, versionId) => new RecentEnds(versionId),
            static (_, known, versionId) => known.DefinitionVersionId == versionId ? known : new RecentEnds(versionId),
            run.DefinitionVersionId);
        var (failed, runs) = recent.Add(hasFailed, clock.GetUtcNow(), limit.Runs.Value, limit.Window!.Value);
        if (failed == 0)
        {
            _recent.TryRemove(run.DefinitionId, out _);
        }
        else if (hasFailed && runs == limit.Runs && limit.IsReachedBy(failed, runs))
        {
            _recent.TryRemove(run.DefinitionId, out _);
            background.Enqueue(new PauseFailing(run.DefinitionId, run.DefinitionVersionId, failed, runs, run.Id));
        }
    }

    // Runs of older versions, and of workflows that only other workflows and people start, pause nothing.
    private bool IsToBeCounted(WorkflowState run)
    {
        foreach (var trigger in catalog.Triggers.OfDefinition(run.DefinitionId))
        {
            if (trigger.DefinitionVersionId == run.DefinitionVersionId && trigger.Name != RunFailed.TypeName)
                return true;
        }

        return false;
    }
}
