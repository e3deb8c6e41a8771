using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Runtime;

/// <summary>Ends an instance whose definition version was deleted while it waited: it could never go on, and says so.</summary>
internal static class LostDefinition
{
    public static BurstCommit Fault(WorkflowState state, long rowVersion, WorkflowMaterializer materializer, DateTimeOffset now) => new()
    {
        State = Faulted(state, now),
        Graph = materializer.Materialize(new Workflow { DefinitionId = state.DefinitionId, VersionId = state.DefinitionVersionId }),
        ExpectedRowVersion = rowVersion,
        Journal = [],
        Records = [],
        AddedBookmarks = [],
        RemovedBookmarkIds = [.. state.Bookmarks.Select(bookmark => bookmark.Id)],
    };

    private static WorkflowState Faulted(WorkflowState state, DateTimeOffset now) => state with
    {
        SubStatus = WorkflowSubStatus.Faulted,
        TriggerActivityId = null,
        Bookmarks = [],
        ScheduledActivities = [],
        Incidents = [.. state.Incidents, Incident(state, now)],
        UpdatedAt = now,
        FinishedAt = now,
    };

    private static ActivityIncident Incident(WorkflowState state, DateTimeOffset now) => new(
        Workflow.DefaultId,
        Workflow.DefaultId,
        state.ActivityExecutionContexts.Count > 0 ? state.ActivityExecutionContexts[0].Id : state.Id,
        "Elsa.Workflow",
        $"Version {state.DefinitionVersion} of the definition '{state.DefinitionId}' no longer exists, so this run cannot go on. Start it again with a version that exists.",
        null,
        now);
}
