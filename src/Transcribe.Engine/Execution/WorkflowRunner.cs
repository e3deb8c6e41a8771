using Transcribe.Engine.Authoring;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Execution;

/// <summary>Runs bursts: from a start, a stimulus or an interruption to the next wait or the end.</summary>
public static class WorkflowRunner
{
    // A commit must not be lost because a caller went away, but it must end.
    private static readonly TimeSpan CommitDeadline = TimeSpan.FromSeconds(60);

    /// <summary>Runs one burst and commits it. When it returns, what it did is durable, and deferred work has run.</summary>
    public static async Task RunAsync(WorkflowExecutionContext context, BurstRequest request, ICommitSink sink)
    {
        context.KeepsChanges = !sink.KeepsNothing;
        if (context.Status == WorkflowStatus.Finished || !await BeginAsync(context, request))
            return;

        context.Enter(WorkflowSubStatus.Executing);
        try
        {
            if (context.Graph.HasOwnStorage)
                await DriverStorage.ReadAsync(context);

            context.HasBackground = sink.HasBackground;
            context.Pipelines = PipelinesOf(context);
            context.Sink = sink;
            if (CommitStrategies.Of(context.RootContext).HasFlag(CommitPoints.BeforeBurst))
                await CommitAsync(context, sink);

            await (context.Pipelines?.RunAsync(context) ?? DrainAsync(context));
            Settle(context);
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            Interrupt(context);
        }

        await CommitAsync(context, sink);
        await DoDeferredAsync(context);
    }

    /// <summary>Cancels an instance: every execution is given up, every bookmark removed.</summary>
    public static async Task CancelAsync(WorkflowExecutionContext context, ICommitSink sink)
    {
        if (context.Status == WorkflowStatus.Finished)
            return;

        var cancelled = context.RootContext.GetDescendants().Prepend(context.RootContext).Where(execution => !execution.IsCompleted).ToList();
        context.Pipelines = PipelinesOf(context);
        context.Cancel();
        foreach (var execution in cancelled)
            await Completion.TellCancelledAsync(execution);

        await CommitAsync(context, sink);
        await DoDeferredAsync(context);
    }

    private static async Task DoDeferredAsync(WorkflowExecutionContext context)
    {
        foreach (var task in context.TakeDeferred())
            await task();

        if (context.Pipelines is { } pipelines)
            await pipelines.TellCommittedAsync(context);
    }

    private static ExecutionPipelines? PipelinesOf(WorkflowExecutionContext context) => (ExecutionPipelines?)context.ServiceProvider.GetService(typeof(ExecutionPipelines));

    /// <summary>Runs what is queued until nothing is.</summary>
    internal static async ValueTask DrainAsync(WorkflowExecutionContext context)
    {
        var limits = new RunLimits(context);
        while (context.Queue.TryPeek(out var item))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (!limits.Step())
                return;

            context.Queue.Dequeue();
            try
            {
                await ActivityInvoker.InvokeAsync(context, item);
            }
            catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
            {
                PutBack(context, item);
                throw;
            }
        }
    }

    private static async ValueTask<bool> BeginAsync(WorkflowExecutionContext context, BurstRequest request)
    {
        context.IsRecovering = request.IsRecovery;
        if (request.Input is { } input)
        {
            foreach (var (key, value) in input)
                context.Input[key] = value;
        }

        if (request.BookmarkId is { } bookmarkId)
            return Resume(context, bookmarkId);

        if (request.ActivityHandle is { } handle)
        {
            await ActivityHandles.ScheduleAsync(context, handle);
            return true;
        }

        if (request.IsRecovery && context.RootContext.Status != ActivityStatus.Pending)
        {
            Requeue(context);
            return true;
        }

        if (context.Queue.Count > 0)
            return true;

        context.TriggerActivityId = request.TriggerActivityId ?? context.TriggerActivityId;
        context.IsBeginning = true;
        if (context.Replay is { } replay)
            context.AddExecutionLogEntry("Replay", $"Replays run {replay.InstanceId} from '{context.Graph.FindNode(replay.FromNodeId)?.DisplayName}'.");
        RunLimits.Watch(context);
        context.Queue.Enqueue(new WorkItem(context.Graph.Root, null));
        return true;
    }

    private static bool Resume(WorkflowExecutionContext context, string bookmarkId)
    {
        var bookmark = context.BookmarkList.Find(candidate => candidate.Id == bookmarkId);
        if (bookmark is null || Find(context.RootContext, bookmark.ActivityInstanceId) is not { } waiting)
            return false;

        context.ResumedBookmarkContext = new ResumedBookmarkContext(bookmark);

        context.Queue.Enqueue(new WorkItem(waiting.ActivityNode, waiting.ParentActivityExecutionContext)
        {
            Existing = waiting,
            Bookmark = bookmark,
            Resume = bookmark.CallbackMethodName is { } method ? Callbacks.Resolve<ExecuteActivityDelegate>(waiting.Activity, method) : null,
        });
        return true;
    }

    /// <summary>What was executing when the process ended executes again, before what was queued behind it.</summary>
    private static void Requeue(WorkflowExecutionContext context)
    {
        var queued = context.Queue.ToArray();
        context.Queue.Clear();
        foreach (var interrupted in Descendants(context.RootContext).Where(candidate => candidate.IsExecuting))
        {
            context.RemoveBookmarksOf(interrupted);
            context.Queue.Enqueue(new WorkItem(interrupted.ActivityNode, interrupted.ParentActivityExecutionContext) { Existing = interrupted });
        }

        foreach (var item in queued)
            context.Queue.Enqueue(item);
    }

    // What executes is found again by its execution. A resumption is not: it goes on with its callback, not from the start of the activity.
    private static void PutBack(WorkflowExecutionContext context, WorkItem item)
    {
        if (!item.IsResumption)
            return;

        item.Existing!.IsExecuting = false;
        context.RequeueFirst(item);
    }

    private static void Interrupt(WorkflowExecutionContext context)
    {
        // A run that has faulted only did what was queued beside the fault: it has ended.
        if (context.Status == WorkflowStatus.Finished)
            return;

        // A second stimulus must not find the bookmark of the first, which is queued and will not come again.
        foreach (var bookmark in context.Queue.Select(item => item.Bookmark).OfType<Bookmark>().Where(bookmark => bookmark.AutoBurn).ToList())
            context.Remove(bookmark);

        context.Restore(WorkflowSubStatus.Interrupted);
        context.AddExecutionLogEntry("WorkflowInterrupted", "The burst was stopped; it goes on from its last step.");
    }

    /// <summary>Decides where the run stands when nothing is queued any more.</summary>
    private static void Settle(WorkflowExecutionContext context)
    {
        if (context.SubStatus != WorkflowSubStatus.Executing)
            return;

        if (context.RootContext.IsCompleted)
            context.Enter(WorkflowSubStatus.Finished);
        else if (DeadEnds.IsIn(context))
            DeadEnds.End(context);
        else
            context.Enter(WorkflowSubStatus.Suspended);
    }

    /// <summary>Commits an instance as it stands.</summary>
    internal static async ValueTask CommitAsync(WorkflowExecutionContext context, ICommitSink sink)
    {
        // Upstream keeps those of branches that waited beside a fault: they would take what is meant for others, and this run moves again only when somebody retries it.
        if (context.Status == WorkflowStatus.Finished)
        {
            context.ParkBookmarks();
            if (context.Graph.HasOwnStorage)
                DriverStorage.Forget(context);
        }

        if (sink.KeepsNothing)
        {
            context.ForgetChanges();
            return;
        }

        using var deadline = new CancellationTokenSource(CommitDeadline, context.Clock);
        try
        {
            if (context.Graph.HasOwnStorage && context.Status == WorkflowStatus.Running)
                await DriverStorage.WriteAsync(context);

            var commit = context.TakeCommit();
            context.RowVersion = await sink.CommitAsync(commit, deadline.Token);
            if (context.Pipelines is { } pipelines)
                await pipelines.TellSavedAsync(context, commit);
        }
        catch (Exception exception) when (exception is not ConcurrencyConflictException)
        {
            throw new CommitFailedException($"The state of instance '{context.Id}' could not be saved: {exception.Message}", exception);
        }
    }

    private static ActivityExecutionContext? Find(ActivityExecutionContext context, string id) =>
        Descendants(context).FirstOrDefault(candidate => candidate.Id == id);

    private static IEnumerable<ActivityExecutionContext> Descendants(ActivityExecutionContext context)
    {
        yield return context;
        foreach (var descendant in context.Children.SelectMany(Descendants))
            yield return descendant;
    }
}
