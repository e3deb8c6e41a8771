namespace Transcribe.Engine.Storage;

/// <summary>Definitions in all their versions.</summary>
public interface IDefinitionStore
{
    /// <summary>A version by its own id; null: there is none.</summary>
    Task<DefinitionRow?> FindVersionAsync(string versionId, CancellationToken cancellationToken);

    /// <summary>A version of a definition; null: there is none.</summary>
    Task<DefinitionRow?> FindAsync(string definitionId, VersionOptions version, CancellationToken cancellationToken);

    /// <summary>All versions of a definition, newest first.</summary>
    Task<IReadOnlyList<DefinitionRow>> ListVersionsAsync(string definitionId, CancellationToken cancellationToken);

    /// <summary>All definitions, each in the chosen version or versions, by definition id, newest version first.</summary>
    Task<IReadOnlyList<DefinitionRow>> ListAsync(VersionOptions version, CancellationToken cancellationToken);

    /// <summary>One page of versions, without their documents.</summary>
    Task<Page<DefinitionRow>> ListAsync(DefinitionFilter filter, CancellationToken cancellationToken);

    /// <summary>How many versions there are; the page of the filter does not narrow.</summary>
    Task<int> CountAsync(DefinitionFilter filter, CancellationToken cancellationToken);

    /// <summary>All versions that were published and can be used as activities, the published one of each definition first.</summary>
    Task<IReadOnlyList<DefinitionRow>> ListUsableAsActivityAsync(CancellationToken cancellationToken);

    /// <summary>The id of the published version of each definition that has one.</summary>
    Task<IReadOnlyDictionary<string, string>> ListPublishedIdsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Saves a version, new or known, and makes it the latest if it is the newest. A published one takes the place of the version that
    /// was published, with these triggers instead of its.
    /// </summary>
    Task SaveAsync(DefinitionRow row, IReadOnlyList<TriggerRow> triggers, CancellationToken cancellationToken);

    /// <summary>Takes the published version back: nothing starts it any more.</summary>
    /// <returns>Whether a version was published.</returns>
    Task<bool> RetractAsync(string definitionId, CancellationToken cancellationToken);

    /// <summary>Deletes a definition in all versions, with its triggers; instances stay. Returns whether there was one.</summary>
    Task<bool> DeleteAsync(string definitionId, CancellationToken cancellationToken);

    /// <summary>Deletes one version; if it was published, with its triggers. Returns whether there was one.</summary>
    Task<bool> DeleteVersionAsync(string versionId, CancellationToken cancellationToken);
}

/// <summary>Which version of a definition is meant; upstream's names.</summary>
public readonly record struct VersionOptions
{
    /// <summary>The newest, draft or not.</summary>
    public static VersionOptions Latest { get; } = new() { Name = nameof(Latest) };

    /// <summary>The one that runs.</summary>
    public static VersionOptions Published { get; } = new() { Name = nameof(Published) };

    /// <summary>The published one, else the newest.</summary>
    public static VersionOptions LatestOrPublished { get; } = new() { Name = nameof(LatestOrPublished) };

    /// <summary>The newest, if it is published.</summary>
    public static VersionOptions LatestAndPublished { get; } = new() { Name = nameof(LatestAndPublished) };

    /// <summary>The newest, if it is not published.</summary>
    public static VersionOptions Draft { get; } = new() { Name = nameof(Draft) };

    /// <summary>Every version.</summary>
    public static VersionOptions All { get; } = new() { Name = nameof(All) };

    /// <summary>The choice's name; null: a number is meant.</summary>
    public string? Name { get; private init; }

    /// <summary>The number that is meant.</summary>
    public int? Version { get; private init; }

    /// <summary>The version with this number.</summary>
    public static VersionOptions SpecificVersion(int version) => new() { Version = version };

    /// <summary>Reads a name, in any case, or a number.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static VersionOptions FromString(string text) => text switch
    {
        _ when int.TryParse(text, out var number) => SpecificVersion(number),
        _ when Named.FirstOrDefault(option => string.Equals(option.Name, text, StringComparison.OrdinalIgnoreCase)) is { Name: not null } option => option,
        _ => throw new FormatException($"'{text}' names no version. Known: {string.Join(", ", Named.Select(option => option.Name))} or a number."),
    };

    /// <inheritdoc/>
    public override string ToString() => Name ?? Version?.ToString() ?? nameof(All);

    private static IReadOnlyList<VersionOptions> Named => [Latest, Published, LatestOrPublished, LatestAndPublished, Draft, All];
}
