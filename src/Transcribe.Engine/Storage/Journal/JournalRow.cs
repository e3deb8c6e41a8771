namespace Transcribe.Engine.Storage;

/// <summary>One event of a run.</summary>
public sealed class JournalRow
{
    /// <summary>The instance.</summary>
    public required string WorkflowInstanceId { get; init; }

    /// <summary>Its place in the run's journal, from 1.</summary>
    public int Sequence { get; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>What happened, such as <c>Started</c>.</summary>
    public required string EventName { get; init; }

    /// <summary>The activity's id.</summary>
    public required string ActivityId { get; init; }

    /// <summary>The activity's place in the graph.</summary>
    public required string ActivityNodeId { get; init; }

    /// <summary>The activity's type.</summary>
    public required string ActivityType { get; init; }

    /// <summary>The activity's name on the canvas.</summary>
    public string? ActivityName { get; init; }

    /// <summary>The execution.</summary>
    public required string ActivityInstanceId { get; init; }

    /// <summary>The execution that scheduled it.</summary>
    public string? ParentActivityInstanceId { get; init; }

    /// <summary>More in words.</summary>
    public string? Message { get; init; }

    /// <summary>Where it comes from in code.</summary>
    public string? Source { get; init; }

    /// <summary>Facts, as JSON.</summary>
    public string? Payload { get; init; }
}
