using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.State;

/// <summary>Puts a taken state back into a run.</summary>
internal static class StateApplier
{
    public static void Apply(WorkflowState state, WorkflowExecutionContext context)
    {
        context.Restore(state.SubStatus);
        context.CorrelationId = state.CorrelationId;
        context.Name = state.Name;
        context.ParentWorkflowInstanceId = state.ParentWorkflowInstanceId;
        context.TriggerActivityId = state.TriggerActivityId;
        context.JournalSequence = state.ExecutionLogSequence;
        context.CreatedAt = state.CreatedAt;
        context.UpdatedAt = state.UpdatedAt;
        context.FinishedAt = state.FinishedAt;
        context.RetriedAt = state.RetriedAt;
        context.Retries = state.Retries;
        context.Replay = state.Replay is { } replay ? new RunReplay(replay) : null;
        context.BookmarkList.AddRange(state.Bookmarks);
        context.ParkedBookmarks = state.ParkedBookmarks;
        if (state.Incidents.Count > 0)
            context.IncidentList.AddRange(state.Incidents);
        Copy(state.Input, context.Input);
        Copy(state.Output, context.Output);
        Copy(state.Properties, context.Properties);

        var contexts = new Dictionary<string, ActivityExecutionContext>(StringComparer.Ordinal);
        foreach (var saved in state.ActivityExecutionContexts)
            contexts[saved.Id] = Restore(saved, context, contexts);

        foreach (var saved in state.ScheduledActivities)
            context.Queue.Enqueue(Restore(saved, context, contexts));
    }

    private static ActivityExecutionContext Restore(
        ActivityExecutionContextState saved, WorkflowExecutionContext workflow, Dictionary<string, ActivityExecutionContext> contexts)
    {
        var node = workflow.Graph.FindNode(saved.ScheduledActivityNodeId) ?? throw MissingNode(saved.ScheduledActivityNodeId, workflow);
        var parent = saved.ParentContextId is { } parentId ? contexts[parentId] : null;
        var context = parent is null ? workflow.RootContext : new ActivityExecutionContext(workflow, parent, node);
        context.RestoreId(saved.Id);
        context.Status = saved.Status;
        context.IsExecuting = saved.IsExecuting;
        context.AggregateFaultCount = saved.FaultCount;
        context.StartedAt = saved.StartedAt;
        context.CompletedAt = saved.CompletedAt;
        context.Tag = saved.Tag;
        context.Earlier = saved.Earlier ?? [];
        if (parent is not null && saved.CompletionCallback is { } callback)
            context.CompletionCallback = Callbacks.Resolve<ActivityCompletionCallback>(parent.Activity, callback);

        Copy(saved.Properties, context, static c => c.Properties);
        Copy(saved.Metadata, context, static c => c.Metadata);
        if (saved.Input is { } input)
            context.ActivityInput = new Dictionary<string, object>(input!, StringComparer.Ordinal);

        foreach (var (name, value) in saved.Outputs ?? new Dictionary<string, object?>())
            context.RecordOutput(name, value);

        RestoreVariables(saved, context);
        return context;
    }

    private static void RestoreVariables(ActivityExecutionContextState saved, ActivityExecutionContext context)
    {
        if (context.Activity is IVariableContainer container)
        {
            foreach (var variable in container.Variables)
            {
                var block = context.Declare(variable);
                if (saved.Variables is not null && saved.Variables.TryGetValue(variable.Id, out var value))
                    block.Value = ValueConverter.Convert(value, variable.GetVariableType());
            }
        }

        foreach (var variable in saved.DynamicVariables ?? [])
            context.Declare(Dynamic(variable), isDynamic: true).Value = variable.Value;
    }

    private static WorkItem Restore(ScheduledActivityState saved, WorkflowExecutionContext workflow, Dictionary<string, ActivityExecutionContext> contexts)
    {
        var node = workflow.Graph.FindNode(saved.ActivityNodeId) ?? throw MissingNode(saved.ActivityNodeId, workflow);
        var owner = saved.OwnerContextId is { } ownerId ? contexts[ownerId] : null;
        return new WorkItem(node, owner)
        {
            Callback = owner is not null && saved.CompletionCallback is { } callback
                ? Callbacks.Resolve<ActivityCompletionCallback>(owner.Activity, callback)
                : null,
            Tag = saved.Tag,
            Variables = saved.Variables?.Select(Dynamic).ToList(),
            Existing = saved.ExistingActivityExecutionContextId is { } existing ? contexts[existing] : null,
            Resume = saved.ResumeMethod is { } resume ? Callbacks.Resolve<ExecuteActivityDelegate>(node.Activity, resume) : null,
            Completes = saved.Completes,
            Input = saved.Input is { } input ? new Dictionary<string, object>(input!, StringComparer.Ordinal) : null,
        };
    }

    private static Variable Dynamic(DynamicVariableState saved) =>
        new(saved.Name, saved.Value, saved.Id) { StorageDriverType = typeof(WorkflowInstanceStorageDriver) };

    private static void Copy(IReadOnlyDictionary<string, object?> source, IDictionary<string, object> target)
    {
        foreach (var (key, value) in source)
            target[key] = value!;
    }

    private static void Copy(IReadOnlyDictionary<string, object?>? source, ActivityExecutionContext context, Func<ActivityExecutionContext, IDictionary<string, object>> target)
    {
        if (source is not null)
            Copy(source, target(context));
    }

    private static InvalidOperationException MissingNode(string nodeId, WorkflowExecutionContext workflow) =>
        new($"The instance stands at '{nodeId}', which version {workflow.Graph.Workflow.DefinitionVersion} of '{workflow.Graph.Workflow.DefinitionId}' does not have.");
}
