using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Publishes the definitions of a folder; a file that says what it said before changes nothing.</summary>
internal sealed class FolderProvider(DefinitionCatalog catalog, IDefinitionStore definitions, IOptions<WorkflowEngineOptions> options, ILogger<FolderProvider> logger)
{
    private const long MaxFileSize = 10 * 1024 * 1024;

    private static readonly DefinitionSource Source = new("Folder");

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
        if (versions.Count > 0 && versions.All(version => version.ProviderName != Source.ProviderName))
            throw new IOException($"A definition '{definitionId}' was made here by hand; it is not overwritten. Give the file another definitionId, or delete that definition.");

        // A definition that somebody retracted stays retracted until its file changes.
        if (versions is [var latest, ..] && NewVersion.SaysTheSame(latest.Json, json))
            return;

        var published = await catalog.SaveAsync(json, publish: true, Source, cancellationToken);
        Log.WorkflowFilePublished(logger, definitionId, published.Version, file);
    }
}
