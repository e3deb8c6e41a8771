using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Execution;

/// <summary>
/// Lets a run go on that has faulted: what faulted executes again, under its id and so with its keys, and what waited beside it waits again.
/// </summary>
internal static class Retry
{
    /// <summary>Schedules what has faulted; the run stands as interrupted, so that the engine goes on with it.</summary>
    /// <exception cref="RetryRefusedException">There is nothing that could run again.</exception>
    public static async ValueTask ApplyAsync(WorkflowExecutionContext run)
    {
        var faulted = FaultedIn(run);
        if (faulted.Count == 0)
            throw new RetryRefusedException(Explain(run.SubStatus));
        if (run.Status == WorkflowStatus.Finished)
            Reopen(run, faulted);

        RetryWait.Skip(run);
        run.Restore(WorkflowSubStatus.Interrupted);
        await ScheduleAsync(run, faulted);
    }

    /// <summary>What has faulted and could run again.</summary>
    public static List<ActivityExecutionContext> FaultedIn(WorkflowExecutionContext run) =>
        [.. run.ActivityExecutionContexts.Where(execution => execution.Status == ActivityStatus.Faulted && !execution.IsRoot)];

    /// <summary>Schedules executions again that have faulted.</summary>
    public static async ValueTask ScheduleAsync(WorkflowExecutionContext run, List<ActivityExecutionContext> faulted)
    {
        foreach (var execution in faulted)
        {
            await Completion.CancelChildrenAsync(execution);
            execution.RecoverFromFault();
            run.Queue.Enqueue(new WorkItem(execution.ActivityNode, execution.ParentActivityExecutionContext) { Existing = execution });
        }
    }

    private static void Reopen(WorkflowExecutionContext run, List<ActivityExecutionContext> faulted)
    {
        if (run.Graph.HasOwnStorage)
            throw new RetryRefusedException("It cannot go on: what its variables had in the host's own storage was deleted when it ended. Start it again.");

        run.FinishedAt = null;
        run.RetriedAt = run.Now;

        // The parent has heard of its end and gone on.
        run.Properties.Remove(ChildWorkflow.ParentStimulus);
        foreach (var bookmark in run.ParkedBookmarks ?? [])
        {
            if (bookmark.Name != RunLimits.BookmarkName && faulted.TrueForAll(execution => execution.Id != bookmark.ActivityInstanceId))
                run.Add(bookmark);
        }

        run.ParkedBookmarks = null;
        RunLimits.Watch(run);
    }

    private static string Explain(WorkflowSubStatus subStatus) => subStatus switch
    {
        WorkflowSubStatus.Faulted => "It faulted as a whole, at a limit or because its definition is gone, so there is no activity to run again. Start it again.",
        WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled => $"It has ended ({subStatus}); only what has faulted can run again.",
        _ => "Nothing in it has faulted.",
    };
}

/// <summary>A run cannot be tried again; the message says why.</summary>
public sealed class RetryRefusedException(string message) : Exception(message);
