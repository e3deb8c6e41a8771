using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;

namespace Transcribe.Engine.State;

/// <summary>Takes the state of a run.</summary>
internal static class StateExtractor
{
    public static WorkflowState Extract(WorkflowExecutionContext context)
    {
        var contexts = new List<ActivityExecutionContextState>();
        Collect(context.RootContext, context.Options, contexts);
        var workflow = context.Graph.Workflow;

        return new WorkflowState
        {
            Id = context.Id,
            DefinitionId = workflow.DefinitionId,
            DefinitionVersionId = workflow.VersionId,
            DefinitionVersion = workflow.DefinitionVersion,
            ParentWorkflowInstanceId = context.ParentWorkflowInstanceId,
            CorrelationId = context.CorrelationId,
            Name = context.Name,
            SubStatus = context.SubStatus,
            TriggerActivityId = IsUnderWay(context) || context.SubStatus == WorkflowSubStatus.Pending ? context.TriggerActivityId : null,
            Bookmarks = [.. context.BookmarkList],
            ParkedBookmarks = context.ParkedBookmarks,
            Incidents = [.. context.Incidents],
            ActivityExecutionContexts = contexts,
            ScheduledActivities = [.. context.Queue.Select(Of)],
            ExecutionLogSequence = context.JournalSequence,
            Input = PersistentInput(context),
            Output = new Dictionary<string, object?>(context.Output!, StringComparer.Ordinal),
            Properties = new Dictionary<string, object?>(context.Properties!, StringComparer.Ordinal),
            CreatedAt = context.CreatedAt,
            UpdatedAt = context.UpdatedAt,
            FinishedAt = context.FinishedAt,
            RetriedAt = context.RetriedAt,
            Retries = context.Retries,
            Replay = context.Replay?.ToState(context.SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled),
        };
    }

    private static void Collect(ActivityExecutionContext context, BurstOptions options, List<ActivityExecutionContextState> contexts)
    {
        if (context.IsRoot || !context.IsCompleted)
            contexts.Add(Of(context, options));

        foreach (var child in context.Children)
            Collect(child, options, contexts);
    }

    private static ActivityExecutionContextState Of(ActivityExecutionContext context, BurstOptions options) => new()
    {
        Id = context.Id,
        ParentContextId = context.ParentActivityExecutionContext?.Id,
        ScheduledActivityNodeId = context.NodeId,
        CompletionCallback = context.CompletionCallback is { } callback ? Callbacks.NameOf(callback) : null,
        Properties = context.HasProperties ? new Dictionary<string, object?>(context.Properties!, StringComparer.Ordinal) : null,
        Metadata = context.HasMetadata ? new Dictionary<string, object?>(context.Metadata!, StringComparer.Ordinal) : null,
        Variables = VariablesOf(context, options),
        DynamicVariables = DynamicVariablesOf(context),
        Input = context.ActivityInput.Count > 0 ? new Dictionary<string, object?>(context.ActivityInput!, StringComparer.Ordinal) : null,
        // What a step gave before it waits belongs to its record when it ends.
        Outputs = context.ActivityNode.IsAnswerable ? context.RecordedOutputs : null,
        Status = context.Status,
        IsExecuting = context.IsExecuting,
        FaultCount = context.AggregateFaultCount,
        StartedAt = context.StartedAt,
        CompletedAt = context.CompletedAt,
        Tag = context.Tag,
        Earlier = context.Earlier.Count > 0 ? context.Earlier : null,
    };

    private static Dictionary<string, object?>? VariablesOf(ActivityExecutionContext context, BurstOptions options)
    {
        // While a burst is only interrupted, or can be tried again, nothing is forgotten: what is lost at a suspension is lost there, not at a crash.
        var keepsAll = options.KeepsVariablesWithoutDriver || IsUnderWay(context.WorkflowExecutionContext);
        Dictionary<string, object?>? values = null;
        foreach (var block in context.Blocks)
        {
            if (!block.IsDynamic && !block.Variable.IsKeptElsewhere && (block.IsPersistent || keepsAll))
                (values ??= new(StringComparer.Ordinal))[block.Variable.Id] = block.Value;
        }

        return values;
    }

    private static List<DynamicVariableState>? DynamicVariablesOf(ActivityExecutionContext context)
    {
        List<DynamicVariableState>? values = null;
        foreach (var block in context.Blocks)
        {
            if (block.IsDynamic)
                (values ??= []).Add(new DynamicVariableState(block.Variable.Id, block.Variable.Name, block.Value));
        }

        return values;
    }

    private static ScheduledActivityState Of(WorkItem queued)
    {
        var item = queued.WithoutBookmark();
        return new()
        {
            ActivityNodeId = item.Node.NodeId,
            OwnerContextId = item.Owner?.Id,
            CompletionCallback = item.Callback is { } callback ? Callbacks.NameOf(callback) : null,
            Tag = item.Tag,
            Variables = item.Variables?.Select(variable => new DynamicVariableState(variable.Id, variable.Name, variable.Value)).ToList(),
            ExistingActivityExecutionContextId = item.Existing?.Id,
            ResumeMethod = item.Resume is { } resume ? Callbacks.NameOf(resume) : null,
            Completes = item.Completes,
            Input = item.Input is { } input ? new Dictionary<string, object?>(input!, StringComparer.Ordinal) : null,
        };
    }

    private static Dictionary<string, object?> PersistentInput(WorkflowExecutionContext context)
    {
        var declared = context.Graph.Workflow.Inputs;
        var keepsAll = IsUnderWay(context);
        return context.Input
            .Where(input => keepsAll || declared.Any(declaration => declaration.Name == input.Key && declaration.IsPersistent))
            .ToDictionary(input => input.Key, input => (object?)input.Value, StringComparer.Ordinal);
    }

    private static bool IsUnderWay(WorkflowExecutionContext context) =>
        context.SubStatus is WorkflowSubStatus.Executing or WorkflowSubStatus.Interrupted or WorkflowSubStatus.Faulted || RetryWait.IsIn(context);
}
