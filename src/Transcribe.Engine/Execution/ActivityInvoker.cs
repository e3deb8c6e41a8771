using Transcribe.Engine.Authoring;
using Transcribe.Engine.Expressions;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Execution;

/// <summary>Runs one queued activity.</summary>
internal static class ActivityInvoker
{
    /// <summary>Runs <paramref name="item"/>.</summary>
    public static async ValueTask InvokeAsync(WorkflowExecutionContext workflow, WorkItem item)
    {
        var context = item.Existing ?? Create(workflow, item);
        if (context.IsCompleted)
            return;

        workflow.Touch(context);

        // What goes wrong before its code runs, such as an input that cannot be evaluated, belongs to it too.
        if (context.StartedAt == default)
            context.StartedAt = workflow.Now;

        try
        {
            await ExecuteAsync(workflow, context, item);
        }
        catch (Exception exception) when (exception is CommitFailedException or ConcurrencyConflictException)
        {
            throw;
        }
        catch (Exception exception) when (workflow.CancellationToken.IsCancellationRequested)
        {
            // The burst was stopped, the activity did not fail, whatever it threw: scripts and templates have exceptions of their own for it. It executes
            // again when the run goes on.
            throw exception as OperationCanceledException ?? new OperationCanceledException(exception.Message, exception, workflow.CancellationToken);
        }
        catch (StorageException exception)
        {
            // What the activity wanted to save, such as a child that it starts, it saves when the database is back: the workflow did nothing wrong.
            throw new CommitFailedException($"What '{context.Activity.Id}' did in instance '{workflow.Id}' could not be saved: {exception.Message}", exception);
        }
        catch (Exception exception)
        {
            await Faults.HandleAsync(context, exception);
        }
    }

    private static ActivityExecutionContext Create(WorkflowExecutionContext workflow, WorkItem item)
    {
        var context = item.Owner is null && item.Node == workflow.Graph.Root ? workflow.RootContext : new ActivityExecutionContext(workflow, item.Owner, item.Node);
        context.CompletionCallback = item.Callback;
        context.Tag = item.Tag;
        if (item.Input is { } input)
            context.ActivityInput = input;

        if (item.Node.Activity is IVariableContainer { Variables.Count: > 0 } container)
            Declare(context, container.Variables, isDynamic: false);
        if (item.Variables is { } variables)
            Declare(context, variables, isDynamic: true);

        return context;
    }

    private static void Declare(ActivityExecutionContext context, ICollection<Variable> variables, bool isDynamic)
    {
        foreach (var variable in variables)
            context.Declare(variable, isDynamic);
    }

    private static async ValueTask ExecuteAsync(WorkflowExecutionContext workflow, ActivityExecutionContext context, WorkItem item)
    {
        // From here on a stop finds it executing, and the next burst begins it anew.
        var isResumed = item.Bookmark is not null || item.IsResumption;
        context.IsExecuting = !item.IsResumption;
        if (!isResumed && await StepAnswers.TryAnswerAsync(context))
            return;

        await InputEvaluator.EvaluateAncestorsAsync(context.ParentActivityExecutionContext);
        await InputEvaluator.EvaluateAllAsync(context);
        if (context.ActivityNode.Log is not null)
            await KeptValues.PrepareAsync(context);

        if (!isResumed && !await context.Activity.CanExecuteAsync(context))
        {
            context.IsExecuting = false;
            context.Status = ActivityStatus.Pending;
            workflow.AddJournal(context, "Precondition Failed");
            return;
        }

        context.Status = ActivityStatus.Running;
        context.IsExecuting = true;
        context.ForgetNewBookmarks();
        workflow.AddJournal(context, isResumed ? "Resumed" : "Started");

        if (!isResumed && context.ActivityNode.RunsInBackground && workflow.HasBackground)
        {
            context.IsExecuting = false;
            context.WaitFor(BackgroundExecution.BookmarkName, workflow.Now);
            await SuspendAsync(workflow, context);
            return;
        }

        // A resumed activity needs no commit: until this burst ends, its bookmark stands and the same stimulus can come again.
        var points = CommitStrategies.Of(context);
        if (!isResumed && (points.HasFlag(CommitPoints.BeforeActivity) || (context.ActivityDescriptor.Kind == ActivityKind.Task && workflow.Options.CommitsBeforeTasks)))
            await workflow.CommitAsync();

        await (workflow.Pipelines is { } pipelines ? pipelines.RunAsync(context, () => RunAsync(context, item)) : RunAsync(context, item));
        context.ExecutionCount++;
        context.IsExecuting = false;

        if (item.Bookmark is { AutoBurn: true } bookmark)
            workflow.Remove(bookmark);

        await SuspendAsync(workflow, context);
        if (points.HasFlag(CommitPoints.AfterActivity))
            await workflow.CommitAsync();
    }

    private static async ValueTask SuspendAsync(WorkflowExecutionContext workflow, ActivityExecutionContext context)
    {
        if (context.Status != ActivityStatus.Running || context.NewBookmarks.Count == 0)
            return;

        workflow.AddJournal(context, "Suspended");

        // What was queued by a branch that has lost meanwhile still runs, like upstream; but nobody is left for whom it could wait.
        if (context.GetAncestors().Any(ancestor => ancestor.IsCompleted))
            await context.CancelActivityAsync();
    }

    private static ValueTask RunAsync(ActivityExecutionContext context, WorkItem item)
    {
        if (item.Resume is { } resume)
            return resume(context);
        if (item.Completes)
            return context.CompleteActivityAsync();

        return item.Bookmark switch
        {
            null or { Name: BackgroundExecution.BookmarkName } => context.Activity.ExecuteAsync(context),
            { AutoComplete: true } => context.CompleteActivityAsync(),
            _ => ValueTask.CompletedTask,
        };
    }
}
