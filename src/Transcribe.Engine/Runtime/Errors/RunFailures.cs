using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Runtime;

/// <summary>Says in a few facts what went wrong in a run.</summary>
internal static class RunFailures
{
    /// <summary>The facts of a run that has faulted.</summary>
    public static RunFailure Of(WorkflowState run, WorkflowGraph graph, string? link)
    {
        var incident = CauseOf(run);
        return new RunFailure
        {
            Workflow = graph.Workflow.DisplayName ?? run.DefinitionId,
            DefinitionId = run.DefinitionId,
            Version = run.DefinitionVersion,
            RunId = run.Id,
            RunName = run.Name,
            CorrelationId = run.CorrelationId,
            ActivityId = incident?.ActivityId,
            ActivityName = incident is null ? null : graph.FindNode(incident.ActivityNodeId)?.Activity.Name ?? incident.ActivityId,
            ActivityType = incident?.ActivityType,
            Message = incident?.Message ?? "The run failed and does not say why.",
            At = incident?.Timestamp ?? run.UpdatedAt,
            IsTransient = incident?.IsTransient == true,
            Attempts = run.Retries + 1,
            Link = link,
        };
    }

    // What has faulted and still stands: an earlier attempt may have failed elsewhere. The first such fault is the cause, later ones may follow from it.
    private static ActivityIncident? CauseOf(WorkflowState run)
    {
        var faulted = run.ActivityExecutionContexts.Where(execution => execution.Status == ActivityStatus.Faulted).Select(execution => execution.Id).ToHashSet(StringComparer.Ordinal);
        return run.Incidents.Where(incident => faulted.Contains(incident.ActivityInstanceId))
            .GroupBy(incident => incident.ActivityInstanceId)
            .Select(incidents => incidents.Last())
            .MinBy(incident => incident.Timestamp) ?? (run.Incidents is [.., var last] ? last : null);
    }
}
