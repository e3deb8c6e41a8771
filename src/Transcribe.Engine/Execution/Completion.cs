using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Execution;

/// <summary>How executions end well or are given up.</summary>
internal static class Completion
{
    private static readonly string[] Done = ["Done"];

    public static async ValueTask CompleteAsync(ActivityExecutionContext context, object? result)
    {
        if (context.Status != ActivityStatus.Running)
            return;

        await CancelChildrenAsync(context);

        var workflow = context.WorkflowExecutionContext;
        context.Status = ActivityStatus.Completed;
        context.CompletedAt = workflow.Now;
        if (workflow.KeepsJournal)
        {
            context.OutcomeNames = OutcomeNames(result);
            workflow.AddJournal(context, "Completed", payload: context.OutcomeNames);
        }

        Clean(context);
        if (workflow.Pipelines is { } pipelines)
            await pipelines.TellCompletedAsync(context);

        await NotifyAsync(context, result);
    }

    public static async ValueTask CancelAsync(ActivityExecutionContext context)
    {
        if (context.IsCompleted || context.Status == ActivityStatus.Faulted)
            return;

        await CancelChildrenAsync(context);
        Withdraw(context);
        MarkCancelled(context);
        await context.SendSignalAsync(new CancelSignal());
    }

    /// <summary>Gives up every execution of a run, without telling their parents.</summary>
    public static void CancelAll(WorkflowExecutionContext workflow)
    {
        CancelDescendants(workflow);
        if (!workflow.RootContext.IsCompleted)
            MarkCancelled(workflow.RootContext);
    }

    /// <summary>Gives up everything that a run has queued, executes or waits for, except the run itself.</summary>
    public static void CancelDescendants(WorkflowExecutionContext workflow)
    {
        workflow.Withdraw(static _ => true);
        foreach (var child in workflow.RootContext.Children.ToArray())
            CancelTree(child);

        workflow.RemoveAllBookmarks();
    }

    /// <summary>Tells a cancelled execution's own activity; whoever is above it is cancelled too.</summary>
    public static ValueTask TellCancelledAsync(ActivityExecutionContext context) => context.HearerOf(typeof(CancelSignal)) is { } hearer
        ? hearer.ReceiveSignalAsync(new CancelSignal(), new SignalContext(context, context, context.CancellationToken))
        : ValueTask.CompletedTask;

    /// <summary>The outcomes that a result stands for.</summary>
    public static Outcomes OutcomesOf(object? result) => result as Outcomes ?? Outcomes.Default;

    private static string[] OutcomeNames(object? result) =>
        result is Outcomes outcomes ? [.. outcomes.Names.OfType<string>()] : Done;

    private static async ValueTask NotifyAsync(ActivityExecutionContext context, object? result)
    {
        if (context.ParentActivityExecutionContext is not { } parent)
            return;

        context.Detach();
        if (context.CompletionCallback is { } callback && parent.Status == ActivityStatus.Running)
        {
            context.CompletionCallback = null;
            parent.WorkflowExecutionContext.Touch(parent);
            await callback(new ActivityCompletedContext(parent, context, result));
        }

        if (parent.IsHeard<ActivityCompleted>())
            await parent.SendSignalAsync(new ActivityCompleted(result));
    }

    /// <summary>Gives up what an execution has scheduled and that has not ended.</summary>
    public static async ValueTask CancelChildrenAsync(ActivityExecutionContext context)
    {
        if (context.Children.Count == 0)
            return;

        foreach (var child in context.Children.ToArray())
        {
            if (child.IsCompleted || child.Status == ActivityStatus.Faulted)
                continue;

            await CancelChildrenAsync(child);
            Withdraw(child);
            MarkCancelled(child);
        }
    }

    private static void CancelTree(ActivityExecutionContext context)
    {
        foreach (var child in context.Children.ToArray())
            CancelTree(child);

        if (!context.IsCompleted)
            MarkCancelled(context);
    }

    private static void MarkCancelled(ActivityExecutionContext context)
    {
        var workflow = context.WorkflowExecutionContext;
        context.Status = ActivityStatus.Canceled;
        context.CompletedAt = workflow.Now;
        if (context.StartedAt == default)
            context.StartedAt = workflow.Now;
        workflow.AddJournal(context, "Canceled");
        Clean(context);
        context.Detach();
    }

    // What an ended execution had queued would run for nobody.
    private static void Withdraw(ActivityExecutionContext context) =>
        context.WorkflowExecutionContext.Withdraw(item => item.Owner == context || item.Existing == context);

    private static void Clean(ActivityExecutionContext context)
    {
        context.WorkflowExecutionContext.RemoveBookmarksOf(context);
        context.IsExecuting = false;
        if (!context.IsRoot && context.WorkflowExecutionContext.Graph.HasOwnStorage)
            DriverStorage.Forget(context);
        if (!context.IsRoot)
            context.ForgetVariables();
    }
}
