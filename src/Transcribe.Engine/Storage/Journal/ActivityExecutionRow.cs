using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Storage;

/// <summary>What is kept for people of one execution of an activity.</summary>
public sealed class ActivityExecutionRow
{
    /// <summary>The execution's id.</summary>
    public required string Id { get; init; }

    /// <summary>The instance.</summary>
    public required string WorkflowInstanceId { get; init; }

    /// <summary>The execution that scheduled it.</summary>
    public string? ParentId { get; init; }

    /// <summary>The activity's id.</summary>
    public required string ActivityId { get; init; }

    /// <summary>The activity's place in the graph.</summary>
    public required string ActivityNodeId { get; init; }

    /// <summary>The activity's type.</summary>
    public required string ActivityType { get; init; }

    /// <summary>The version of that type.</summary>
    public int ActivityTypeVersion { get; init; }

    /// <summary>The activity's name on the canvas.</summary>
    public string? ActivityName { get; init; }

    /// <summary>Its status.</summary>
    public ActivityStatus Status { get; init; }

    /// <summary>When it first executed.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Whether it waits.</summary>
    public bool HasBookmarks { get; init; }

    /// <summary>Faults of it and its descendants.</summary>
    public int AggregateFaultCount { get; init; }

    /// <summary>Evaluated inputs by name, as JSON, without those that can contain secrets.</summary>
    public string? Inputs { get; init; }

    /// <summary>Outputs by name, as JSON.</summary>
    public string? Outputs { get; init; }

    /// <summary>Facts for the operator, as JSON.</summary>
    public string? JournalData { get; init; }

    /// <summary>What faulted it, as JSON.</summary>
    public string? Exception { get; init; }
}
