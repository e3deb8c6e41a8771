using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Publishes the definitions of a folder; a file that says what it said before changes nothing.</summary>
public sealed class FolderProvider
{
    private const long MaxFileSize = 10 * 1024 * 1024;

    // What could not be published is a draft under a name of its own: a version that somebody retracted must stay retracted, this one must not.
    private static readonly DefinitionSource Draft = new("Folder (refused)", IsReadonly: false);
    private static readonly DefinitionSource Source = new("Folder", IsReadonly: false) { TakesOver = Draft.ProviderName };

    private readonly DefinitionCatalog _catalog;
    private readonly IDefinitionStore _definitions;
    private readonly string? _folder;
    private readonly ILogger _logger;

    internal FolderProvider(DefinitionCatalog catalog, IDefinitionStore definitions, IOptions<WorkflowEngineOptions> options, ILogger<FolderProvider> logger) =>
        (_catalog, _definitions, _folder, _logger) = (catalog, definitions, options.Value.WorkflowsFolder, logger);

    /// <summary>The files that the last <see cref="PublishAsync(CancellationToken)"/> could not publish, by name.</summary>
    public IReadOnlyList<RefusedFile> Refused { get; private set; } = [];

    /// <summary>Reads all files. A broken one is reported and left out, the others must not wait for it; one with mistakes becomes a draft.</summary>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        if (_folder is null)
            return;

        var files = Directory.EnumerateFiles(_folder, "*.json").Order(StringComparer.Ordinal).ToList();
        var refused = await PublishAsync(files, cancellationToken);

        // What one lacked, such as its error workflow, may have come after it.
        for (var before = files.Count; refused.Count > 0 && refused.Count < before;)
        {
            before = refused.Count;
            refused = await PublishAsync(refused.ConvertAll(file => Path.Combine(_folder, file.File)), cancellationToken);
        }

        foreach (var file in refused)
            Report(file);

        Refused = refused;
    }

    private async Task<List<RefusedFile>> PublishAsync(List<string> files, CancellationToken cancellationToken)
    {
        var refused = new List<RefusedFile>();
        foreach (var file in files)
        {
            try
            {
                if (await PublishAsync(file, cancellationToken) is { } draft)
                    refused.Add(draft);
            }
            catch (Exception exception) when (exception is DefinitionException or DefinitionReadonlyException or IOException or UnauthorizedAccessException)
            {
                refused.Add(new RefusedFile(Path.GetFileName(file), null, null, exception.Message));
            }
        }

        return refused;
    }

    private void Report(RefusedFile file)
    {
        if (file.DefinitionId is null)
            Log.WorkflowFileRefused(_logger, file.File, file.Problem);
        else
            Log.WorkflowFileDrafted(_logger, file.File, file.Problem);
    }

    private async Task<RefusedFile?> PublishAsync(string file, CancellationToken cancellationToken)
    {
        if (new FileInfo(file).Length > MaxFileSize)
            throw new IOException($"It is larger than {MaxFileSize / 1024 / 1024} MB.");

        var json = await File.ReadAllTextAsync(file, cancellationToken);
        var definition = DefinitionReader.Read(json);
        if (!IsWanted(json, await _definitions.ListVersionsAsync(definition.DefinitionId, cancellationToken)))
            return null;

        try
        {
            // The catalog asks once more, in the step in which it saves: somebody may save a version in the designer at this very moment.
            if (await _catalog.SaveIfAsync(json, publish: true, Source, versions => IsWanted(json, versions), cancellationToken) is { } published)
                Log.WorkflowFilePublished(_logger, definition.DefinitionId, published.Version, file);

            return null;
        }
        catch (DefinitionException exception)
        {
            return await _catalog.SaveIfAsync(json, publish: false, Draft, versions => IsWanted(json, versions), cancellationToken) is null
                ? null
                : new RefusedFile(Path.GetFileName(file), definition.DefinitionId, definition.Name, exception.Message);
        }
    }

    // What somebody changed in the designer, or retracted, stays so until the file changes; then the file is the newest version, and the
    // designer's is one of the older ones.
    private static bool IsWanted(string json, IReadOnlyList<DefinitionRow> versions)
    {
        if (versions.Count == 0)
            return true;

        var imported = versions.FirstOrDefault(version => version.ProviderName == Source.ProviderName || version.ProviderName == Draft.ProviderName)
            ?? throw new IOException($"A definition '{versions[0].DefinitionId}' was made here by hand; it is not overwritten. Give the file another definitionId, or delete that definition.");
        return IsToBeTriedAgain(imported) || !NewVersion.SaysTheSame(imported.Json, json);
    }

    private static bool IsToBeTriedAgain(DefinitionRow imported) => imported is { IsLatest: true, IsPublished: false } && imported.ProviderName == Draft.ProviderName;
}
