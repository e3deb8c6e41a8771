using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Execution;

/// <summary>What happens when an activity throws: an incident, and what the workflow's incident strategy says.</summary>
internal static class Faults
{
    /// <summary>Records a fault, and lets the activity and those around it handle it before the incident strategy does.</summary>
    public static async ValueTask HandleAsync(ActivityExecutionContext context, Exception exception)
    {
        var incident = Record(context, exception);
        if (!context.IsHeard<FaultSignal>() || !await IsHandledAsync(context, exception))
            Decide(context, incident);
    }

    /// <summary>Records a fault and lets the incident strategy decide.</summary>
    public static void RecordAndDecide(ActivityExecutionContext context, Exception exception) => Decide(context, Record(context, exception));

    public static ActivityIncident Record(ActivityExecutionContext context, Exception exception)
    {
        var workflow = context.WorkflowExecutionContext;
        context.Status = ActivityStatus.Faulted;
        context.IsExecuting = false;
        context.Exception = exception;
        context.CompletedAt = workflow.Now;
        var (isTransient, retryAfter) = FaultClasses.Of(exception, workflow.ServiceProvider);
        var incident = new ActivityIncident(
            context.Activity.Id, context.NodeId, context.Id, context.Activity.Type, exception.Message, ExceptionState.Of(exception), workflow.Now)
        {
            IsTransient = isTransient, RetryAfter = retryAfter,
        };
        workflow.IncidentList.Add(incident);

        for (var current = context; current is not null; current = current.ParentActivityExecutionContext)
        {
            current.AggregateFaultCount++;
            workflow.Touch(current);
        }

        workflow.AddJournal(context, "Faulted", exception.Message);
        return incident;
    }

    /// <summary>Takes a fault back: the execution runs again as far as the run is concerned. The incident stays on record.</summary>
    public static void Recover(ActivityExecutionContext context)
    {
        if (context.Status != ActivityStatus.Faulted)
            return;

        var faults = context.AggregateFaultCount;
        context.Status = ActivityStatus.Running;
        context.Exception = null;
        context.CompletedAt = null;
        for (var current = context; current is not null; current = current.ParentActivityExecutionContext)
        {
            current.AggregateFaultCount -= faults;
            current.WorkflowExecutionContext.Touch(current);
        }

        context.WorkflowExecutionContext.AddJournal(context, "Recovered");
    }

    // Who fails to handle a fault has not handled it; the burst goes on with the strategy.
    private static async ValueTask<bool> IsHandledAsync(ActivityExecutionContext context, Exception fault)
    {
        try
        {
            return await context.RaiseAsync(new FaultSignal(context, fault));
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not CommitFailedException and not ConcurrencyConflictException)
        {
            context.WorkflowExecutionContext.AddJournal(context, "Fault handler failed", exception.Message);
            return false;
        }
    }

    // Like upstream, a fault decides how the run ends, and work that is queued already still runs.
    private static void Decide(ActivityExecutionContext context, ActivityIncident incident)
    {
        var workflow = context.WorkflowExecutionContext;
        var hasEnded = workflow.Status == WorkflowStatus.Finished;
        var name = workflow.Graph.Workflow.IncidentStrategy ?? workflow.Options.IncidentStrategy;
        var strategies = workflow.ServiceProvider.GetService(typeof(IEnumerable<IIncidentStrategy>)) as IEnumerable<IIncidentStrategy> ?? [];
        (strategies.Find(name) ?? new FaultStrategy()).HandleIncident(context);
        if (!hasEnded)
            RetryWait.Decide(context, incident);
    }
}
