namespace Transcribe.Engine.Storage;

/// <summary>Something that starts a published workflow.</summary>
public sealed class TriggerRow
{
    /// <summary>The trigger's id; it stays the same when a definition is published again without a change of the trigger.</summary>
    public required string Id { get; init; }

    /// <summary>The definition that it starts.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>The published version that it starts.</summary>
    public required string DefinitionVersionId { get; init; }

    /// <summary>The activity that the started run begins with.</summary>
    public required string ActivityId { get; init; }

    /// <summary>The stimulus name.</summary>
    public required string Name { get; init; }

    /// <summary>The hash of name and payload.</summary>
    public required string Hash { get; init; }

    /// <summary>What it reacts to, as JSON; null: nothing in particular.</summary>
    public string? Payload { get; init; }

    /// <summary>The next run of a trigger of the clock; null: the clock does not start it.</summary>
    public DateTimeOffset? NextRunAt { get; init; }

    /// <summary>When the clock, or somebody in its place, last started it; null: never.</summary>
    public DateTimeOffset? LastRunAt { get; init; }

    /// <summary>The instance of that run.</summary>
    public string? LastInstanceId { get; init; }

    /// <summary>Since when the clock leaves it alone; null: it does not.</summary>
    public DateTimeOffset? PausedAt { get; init; }
}
