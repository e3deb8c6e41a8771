using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Execution;

/// <summary>
/// Runs one activity of a workflow that a handle names. An execution runs again, under its id, in the place where it is. An activity runs
/// beside whatever the instance waits for, with the variables around it, and nothing comes after it.
/// </summary>
internal static class ActivityHandles
{
    /// <summary>Queues what the handle names.</summary>
    /// <exception cref="ActivityNotFoundException">There is no such activity, or the execution has ended.</exception>
    public static async ValueTask ScheduleAsync(WorkflowExecutionContext run, ActivityHandle handle)
    {
        if (handle.ActivityInstanceId is { } instanceId)
            await ScheduleAgainAsync(run, Find(run, instanceId) ?? throw new ActivityNotFoundException(run.Id, handle));
        else
            ScheduleAlone(run, handle.FindNode(run.Graph) ?? throw new ActivityNotFoundException(run.Id, handle));
    }

    private static async ValueTask ScheduleAgainAsync(WorkflowExecutionContext run, ActivityExecutionContext execution)
    {
        await Completion.CancelChildrenAsync(execution);
        run.RemoveBookmarksOf(execution);
        execution.RecoverFromFault();
        run.Queue.Enqueue(new WorkItem(execution.ActivityNode, execution.ParentActivityExecutionContext) { Existing = execution });
    }

    private static void ScheduleAlone(WorkflowExecutionContext run, ActivityNode node)
    {
        if (run.RootContext.Status == ActivityStatus.Pending)
            RunLimits.Watch(run);

        if (node.Parent is null)
        {
            run.Queue.Enqueue(new WorkItem(node, null));
            return;
        }

        run.Queue.Enqueue(new WorkItem(node, Place(run, node.Parent, out var isPlaced)) { Callback = isPlaced });
    }

    // What stands around the activity runs already, or is put there with its variables, and completes when the activity has.
    private static ActivityExecutionContext Place(WorkflowExecutionContext run, ActivityNode node, out ActivityCompletionCallback? completes)
    {
        completes = null;
        if (run.ActivityExecutionContexts.FirstOrDefault(context => context.ActivityNode == node) is { Status: not ActivityStatus.Pending } running)
            return running;

        completes = (node.Activity as Activity)?.WhenLoneChildCompleted;
        ActivityCompletionCallback? outer = null;
        var context = node.Parent is { } parent ? new ActivityExecutionContext(run, Place(run, parent, out outer), node) : run.RootContext;
        context.CompletionCallback = outer;
        foreach (var variable in (node.Activity as IVariableContainer)?.Variables ?? [])
            context.Declare(variable);

        context.Status = ActivityStatus.Running;
        context.StartedAt = run.Now;
        run.AddJournal(context, "Started");
        return context;
    }

    private static ActivityExecutionContext? Find(WorkflowExecutionContext run, string instanceId) =>
        run.ActivityExecutionContexts.FirstOrDefault(context => context.Id == instanceId);
}

/// <summary>A handle names nothing that could run.</summary>
public sealed class ActivityNotFoundException(string instanceId, ActivityHandle handle)
    : Exception($"The instance '{instanceId}' has no activity or unfinished execution '{handle}'.");
