using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Runtime;

/// <summary>The first commit of an instance that runs later: everything that its first burst needs.</summary>
internal static class PendingInstance
{
    public static BurstCommit Of(NewInstance instance, DateTimeOffset now) => new()
    {
        State = StateOf(instance, now),
        Graph = instance.Graph,
        Journal = [],
        Records = [],
        AddedBookmarks = [],
        RemovedBookmarkIds = [],
    };

    private static WorkflowState StateOf(NewInstance instance, DateTimeOffset now)
    {
        var (request, workflow) = (instance.Request, instance.Graph.Workflow);
        return new WorkflowState
        {
            Id = instance.Id,
            DefinitionId = workflow.DefinitionId,
            DefinitionVersionId = workflow.VersionId,
            DefinitionVersion = workflow.DefinitionVersion,
            ParentWorkflowInstanceId = request.ParentWorkflowInstanceId,
            CorrelationId = request.CorrelationId,
            Name = request.Name,
            SubStatus = WorkflowSubStatus.Pending,
            TriggerActivityId = request.TriggerActivityId,
            ActivityExecutionContexts = request.Variables is { Count: > 0 } variables ? [RootOf(instance, variables)] : [],
            Input = Copy(request.Input),
            Properties = Copy(instance.Properties),
            Replay = request.Replay,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    // Its variables stand where a run has them.
    private static ActivityExecutionContextState RootOf(NewInstance instance, IDictionary<string, object> variables) => new()
    {
        Id = Identity.NewExecutionId(instance.Id),
        ScheduledActivityNodeId = instance.Graph.Root.NodeId,
        Variables = instance.Graph.Workflow.Variables.Where(variable => variables.ContainsKey(variable.Name))
            .ToDictionary(variable => variable.Id, variable => (object?)variables[variable.Name], StringComparer.Ordinal),
    };

    private static Dictionary<string, object?> Copy(IDictionary<string, object>? members) =>
        members is null ? [] : new Dictionary<string, object?>(members!, StringComparer.Ordinal);
}
