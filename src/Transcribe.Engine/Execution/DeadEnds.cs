using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Execution;

/// <summary>
/// Ends runs in which nothing can move: nothing is queued and nothing waited for. Upstream leaves them suspended for ever, and nobody hears
/// of them; here they end, and say where.
/// </summary>
internal static class DeadEnds
{
    /// <summary>Whether a run that has not ended has come to one.</summary>
    public static bool IsIn(WorkflowExecutionContext run) => run.BookmarkList.TrueForAll(static bookmark => bookmark.Name == RunLimits.BookmarkName);

    /// <summary>Ends it: as finished when what went wrong is on record already, else as its incident strategy says of the activity that goes no further.</summary>
    public static void End(WorkflowExecutionContext run)
    {
        if (run.Incidents.Count == 0 && FindCulprit(run.RootContext) is { } culprit)
        {
            Faults.RecordAndDecide(culprit, new DeadEndException(culprit));
            if (run.Status == WorkflowStatus.Finished)
                return;
        }

        run.AddExecutionLogEntry("Finished with incidents", "Nothing is left that could run or be resumed.");
        Completion.CancelAll(run);
        run.Enter(WorkflowSubStatus.Finished);
    }

    // Whoever has scheduled something waits for it; the one that has scheduled nothing is where it ends.
    private static ActivityExecutionContext? FindCulprit(ActivityExecutionContext context)
    {
        foreach (var child in context.Children)
        {
            if (!child.IsCompleted)
                return FindCulprit(child);
        }

        return context;
    }
}

/// <summary>An activity has neither completed nor waits for anything.</summary>
public sealed class DeadEndException : Exception
{
    internal DeadEndException(ActivityExecutionContext context)
        : base(context.Status == ActivityStatus.Pending
            ? $"'{context.ActivityNode.DisplayName}' was not ready to run (CanExecute said no), and nothing would ask it again."
            : $"'{context.ActivityNode.DisplayName}' has neither completed nor waits for anything, so the run could never go on.")
    {
    }
}
