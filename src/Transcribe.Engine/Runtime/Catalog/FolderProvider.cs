using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Publishes the definitions of a folder; a file that says what it said before changes nothing.</summary>
internal sealed class FolderProvider(DefinitionCatalog catalog, IDefinitionStore definitions, IOptions<WorkflowEngineOptions> options, ILogger<FolderProvider> logger)
{
    private const long MaxFileSize = 10 * 1024 * 1024;

    private static readonly DefinitionSource Source = new("Folder", IsReadonly: false);

    /// <summary>Reads all files. A broken one is reported and left out; the others must not wait for it.</summary>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        if (options.Value.WorkflowsFolder is not { } folder)
            return;

        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                await PublishAsync(file, cancellationToken);
            }
            catch (Exception exception) when (exception is DefinitionException or DefinitionReadonlyException or IOException or UnauthorizedAccessException)
            {
                Log.WorkflowFileRefused(logger, file, exception.Message);
            }
        }
    }

    private async Task PublishAsync(string file, CancellationToken cancellationToken)
    {
        if (new FileInfo(file).Length > MaxFileSize)
            throw new IOException($"It is larger than {MaxFileSize / 1024 / 1024} MB.");

        var json = await File.ReadAllTextAsync(file, cancellationToken);
        var definitionId = DefinitionReader.Read(json).DefinitionId;
        var versions = await definitions.ListVersionsAsync(definitionId, cancellationToken);
        var imported = versions.FirstOrDefault(version => version.ProviderName == Source.ProviderName);
        if (versions.Count > 0 && imported is null)
            throw new IOException($"A definition '{definitionId}' was made here by hand; it is not overwritten. Give the file another definitionId, or delete that definition.");

        // What somebody changed in the designer, or retracted, stays so until the file changes; then the file is the newest version, and the
        // designer's is one of the older ones.
        if (imported is not null && NewVersion.SaysTheSame(imported.Json, json))
            return;

        var published = await catalog.SaveAsync(json, publish: true, Source, cancellationToken);
        Log.WorkflowFilePublished(logger, definitionId, published.Version, file);
    }
}
