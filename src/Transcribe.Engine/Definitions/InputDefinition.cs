namespace Transcribe.Engine.Definitions;

/// <summary>An input that a definition declares.</summary>
public sealed record InputDefinition
{
#pragma warning disable CS1591 // the names are those of the definition format
    public required string Name { get; init; }
    public string Type { get; init; } = "Object";
    public string? DisplayName { get; init; }
    public string? Description { get; init; }
    public string? Category { get; init; }
    public string? UIHint { get; init; }
    public string? StorageDriverType { get; init; }
#pragma warning restore CS1591

    /// <summary>Whether its value survives a suspension.</summary>
    public bool IsPersistent => StorageDriverType?.Contains("WorkflowInstanceStorageDriver", StringComparison.Ordinal) == true;
}

/// <summary>An output that a definition declares.</summary>
public sealed record OutputDefinition
{
#pragma warning disable CS1591 // the names are those of the definition format
    public required string Name { get; init; }
    public string Type { get; init; } = "Object";
    public string? DisplayName { get; init; }
    public string? Description { get; init; }
    public string? Category { get; init; }
#pragma warning restore CS1591
}
