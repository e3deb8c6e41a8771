namespace Transcribe.Engine.Storage;

/// <summary>A place where an instance waits. What is needed to resume it stands in the instance's state; this row is how it is found.</summary>
public sealed class BookmarkRow
{
    /// <summary>The bookmark's id.</summary>
    public required string Id { get; init; }

    /// <summary>The stimulus name.</summary>
    public required string Name { get; init; }

    /// <summary>The hash of name and payload.</summary>
    public required string Hash { get; init; }

    /// <summary>The waiting instance.</summary>
    public required string WorkflowInstanceId { get; init; }

    /// <summary>The waiting activity.</summary>
    public required string ActivityId { get; init; }

    /// <summary>The waiting activity's place in the graph.</summary>
    public required string ActivityNodeId { get; init; }

    /// <summary>The waiting execution.</summary>
    public required string ActivityInstanceId { get; init; }

    /// <summary>The instance's correlation id when it began to wait.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>When it began to wait.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the clock resumes it; null: never.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>What it waits for, as JSON; null: nothing in particular.</summary>
    public string? Payload { get; init; }
}
