using Transcribe.Engine.Authoring;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Execution;

/// <summary>What happens when an activity throws: an incident, and what the workflow's incident strategy says.</summary>
internal static class Faults
{
    public static void Record(ActivityExecutionContext context, Exception exception)
    {
        var workflow = context.WorkflowExecutionContext;
        context.Status = ActivityStatus.Faulted;
        context.IsExecuting = false;
        context.Exception = exception;
        context.CompletedAt = workflow.Now;
        workflow.IncidentList.Add(new ActivityIncident(
            context.Activity.Id, context.NodeId, context.Id, context.Activity.Type, exception.Message, ExceptionState.Of(exception), workflow.Now));

        for (var current = context; current is not null; current = current.ParentActivityExecutionContext)
            current.AggregateFaultCount++;

        workflow.AddJournal(context, "Faulted", exception.Message);

        // Like upstream, a fault decides how the run ends, and work that is queued already still runs.
        if (!workflow.Graph.Workflow.ContinuesWithIncidents)
            workflow.Enter(WorkflowSubStatus.Faulted);
    }
}
