namespace Transcribe.Engine.Storage;

/// <summary>Which definitions to list; what is null or empty does not narrow.</summary>
public sealed record DefinitionFilter
{
    /// <summary>Which versions; default: all.</summary>
    public VersionOptions Version { get; init; } = VersionOptions.All;

    /// <summary>Any of these definitions.</summary>
    public IReadOnlyCollection<string>? DefinitionIds { get; init; }

    /// <summary>None of this definition.</summary>
    public string? ExceptDefinitionId { get; init; }

    /// <summary>Any of these versions, by their own ids.</summary>
    public IReadOnlyCollection<string>? VersionIds { get; init; }

    /// <summary>Exactly this name, in any letter case.</summary>
    public string? Name { get; init; }

    /// <summary>Those of the system, or those of people.</summary>
    public bool? IsSystem { get; init; }

    /// <summary>Part of a name, description or id, in any letter case.</summary>
    public string? SearchTerm { get; init; }

    /// <summary>The order; default: by name.</summary>
    public DefinitionOrder Order { get; init; }

    /// <summary>Whether the last comes first; default false.</summary>
    public bool Descending { get; init; }

    /// <summary>How many to leave out; default 0.</summary>
    public int Skip { get; init; }

    /// <summary>At most this many; null: all.</summary>
    public int? Take { get; init; }
}

/// <summary>What definitions are ordered by.</summary>
public enum DefinitionOrder
{
    /// <summary>The name, in any letter case.</summary>
    Name,

    /// <summary>When the version was created.</summary>
    CreatedAt,

    /// <summary>The number of the version.</summary>
    Version,
}
