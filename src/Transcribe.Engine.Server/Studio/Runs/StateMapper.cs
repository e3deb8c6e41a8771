using Transcribe.Engine.Authoring;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Shows the state of a run.</summary>
internal static class StateMapper
{
    private static readonly Dictionary<string, object?> Nothing = [];

    public static StateModel Map(WorkflowState state)
    {
        var contexts = state.ActivityExecutionContexts.ToDictionary(context => context.Id, StringComparer.Ordinal);
        return new StateModel
        {
            Id = state.Id,
            DefinitionId = state.DefinitionId,
            DefinitionVersionId = state.DefinitionVersionId,
            DefinitionVersion = state.DefinitionVersion,
            CorrelationId = state.CorrelationId,
            Name = state.Name,
            Status = state.Status,
            SubStatus = state.SubStatus,
            IsExecuting = state.SubStatus == WorkflowSubStatus.Executing,
            Bookmarks = [.. state.Bookmarks.Select(Map)],
            Incidents = [.. state.Incidents.Select(Map)],
            ActivityExecutionContexts = [.. state.ActivityExecutionContexts.Select(context => Map(context, contexts))],
            ExecutionLogSequence = state.ExecutionLogSequence,
            Input = state.Input,
            Output = state.Output,
            Properties = state.Properties,
            CreatedAt = state.CreatedAt,
            UpdatedAt = state.UpdatedAt,
            FinishedAt = state.FinishedAt,
        };
    }

    private static BookmarkModel Map(Bookmark bookmark) => new(
        bookmark.Id, bookmark.Name, bookmark.Hash, bookmark.Payload, bookmark.ActivityId, bookmark.ActivityNodeId, bookmark.ActivityInstanceId,
        bookmark.CreatedAt, bookmark.AutoBurn, bookmark.AutoComplete);

    private static IncidentModel Map(ActivityIncident incident) => new(
        incident.ActivityId, incident.ActivityNodeId, incident.ActivityInstanceId, incident.ActivityType, incident.Message,
        FailureModel.Of(incident.Exception), incident.Timestamp);

    private static ContextModel Map(ActivityExecutionContextState context, Dictionary<string, ActivityExecutionContextState> contexts)
    {
        var depth = 0;
        for (var owner = ParentOf(context); owner is not null; owner = ParentOf(owner))
            depth++;

        return new ContextModel
        {
            Id = context.Id,
            CallStackDepth = depth,
            ParentContextId = context.ParentContextId,
            ScheduledActivityNodeId = context.ScheduledActivityNodeId,
            OwnerActivityNodeId = ParentOf(context)?.ScheduledActivityNodeId,
            Properties = context.Properties ?? Nothing,
            Metadata = context.Metadata ?? Nothing,
            DynamicVariables = context.DynamicVariables ?? [],
            Status = context.Status,
            IsExecuting = context.IsExecuting,
            FaultCount = context.FaultCount,
            StartedAt = context.StartedAt,
            CompletedAt = context.CompletedAt,
        };

        ActivityExecutionContextState? ParentOf(ActivityExecutionContextState child) =>
            child.ParentContextId is { } id ? contexts.GetValueOrDefault(id) : null;
    }
}
