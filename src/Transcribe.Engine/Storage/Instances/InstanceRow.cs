using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Storage;

/// <summary>The facts of an instance: everything but its state, which only bursts read.</summary>
public sealed class InstanceRow
{
    /// <summary>The instance's id.</summary>
    public required string Id { get; init; }

    /// <summary>The definition that it runs.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>The definition version that it runs; it keeps it when newer ones are published.</summary>
    public required string DefinitionVersionId { get; init; }

    /// <summary>The number of that version.</summary>
    public int Version { get; init; }

    /// <summary>The instance that started it.</summary>
    public string? ParentWorkflowInstanceId { get; init; }

    /// <summary>Whether it still has something to do.</summary>
    public WorkflowStatus Status { get; init; }

    /// <summary>Where it stands exactly.</summary>
    public WorkflowSubStatus SubStatus { get; init; }

    /// <summary>What relates it to the world outside.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Its name for people.</summary>
    public string? Name { get; init; }

    /// <summary>How many things went wrong.</summary>
    public int IncidentCount { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Counts its commits from 1; a commit that builds on another number is refused.</summary>
    public long RowVersion { get; init; }

    // A table of two entities: queries leave the state out because they never include it.
    internal InstanceDataRow State { get; init; } = null!;
}

/// <summary>The column of an instance that lists never load.</summary>
internal sealed class InstanceDataRow
{
    public required string Id { get; init; }

    /// <summary>The state as UTF-8 JSON.</summary>
    public required byte[] Data { get; init; }
}
