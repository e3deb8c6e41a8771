namespace Transcribe.Engine.Authoring;

/// <summary>How instances of a workflow start, fail and are committed, and how others use it.</summary>
public sealed class WorkflowOptions
{
    /// <summary>Who may start beside whom, an <see cref="IWorkflowActivationStrategy"/>; null: everybody.</summary>
    public Type? ActivationStrategyType { get; set; }

    /// <summary>What a fault means for the run, an <see cref="IIncidentStrategy"/>; null: as the host says.</summary>
    public Type? IncidentStrategyType { get; set; }

    /// <summary>When the state is committed beside the end of each burst, by name; null: before tasks only.</summary>
    public string? CommitStrategyName { get; set; }

    /// <summary>Whether other workflows can use it as an activity; default no.</summary>
    public bool? UsableAsActivity { get; set; }

    /// <summary>Whether publishing it publishes those that use it with the new version; default no.</summary>
    public bool AutoUpdateConsumingWorkflows { get; set; }

    /// <summary>The palette group of the activity; default <c>Workflows</c>.</summary>
    public string? ActivityCategory { get; set; }
}
