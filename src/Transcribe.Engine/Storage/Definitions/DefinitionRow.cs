namespace Transcribe.Engine.Storage;

/// <summary>One version of a definition.</summary>
public sealed class DefinitionRow
{
    /// <summary>The version's id.</summary>
    public required string Id { get; init; }

    /// <summary>The definition's id, common to its versions.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>Its name for people.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The number of the version, from 1.</summary>
    public int Version { get; init; }

    /// <summary>Whether it is the newest version.</summary>
    public bool IsLatest { get; init; }

    /// <summary>Whether it is the version that runs.</summary>
    public bool IsPublished { get; init; }

    /// <summary>Whether only its provider may change it.</summary>
    public bool IsReadonly { get; init; }

    /// <summary>Whether it belongs to the system and is hidden from people.</summary>
    public bool IsSystem { get; init; }

    /// <summary>Who provides it, such as a folder; null: people, through the API.</summary>
    public string? ProviderName { get; init; }

    /// <summary>The version of the tool that wrote the document.</summary>
    public string? ToolVersion { get; init; }

    /// <summary>Whether other workflows can use it as an activity.</summary>
    public bool UsableAsActivity { get; init; }

    /// <summary>When the version was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The whole document, as it was imported or saved.</summary>
    public required string Json { get; init; }
}
