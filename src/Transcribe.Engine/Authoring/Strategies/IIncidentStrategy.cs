namespace Transcribe.Engine.Authoring;

/// <summary>
/// What a fault of an activity means for the run. Hosts register their own; a definition chooses by class name
/// (<c>options.incidentStrategyType</c>).
/// </summary>
public interface IIncidentStrategy
{
    /// <summary>The incident is recorded; what queued work there is still runs, whatever is decided here.</summary>
    void HandleIncident(ActivityExecutionContext context);
}

/// <summary>A fault ends the run as faulted.</summary>
public sealed class FaultStrategy : IIncidentStrategy
{
    /// <inheritdoc/>
    public void HandleIncident(ActivityExecutionContext context) => context.WorkflowExecutionContext.Enter(WorkflowSubStatus.Faulted);
}

/// <summary>Other branches go on; a run in which nothing can move any more finishes with its incidents.</summary>
public sealed class ContinueWithIncidentsStrategy : IIncidentStrategy
{
    /// <inheritdoc/>
    public void HandleIncident(ActivityExecutionContext context)
    {
        // The incident is recorded; there is nothing else to do.
    }
}
