using Microsoft.Extensions.Logging;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Publishes what is brought from elsewhere; a document that says what it said before changes nothing.</summary>
internal sealed class ProvidedDefinitions(
    IEnumerable<IWorkflowsProvider> providers, DefinitionCatalog catalog, IDefinitionStore definitions, ILogger<ProvidedDefinitions> logger)
{
    /// <summary>Publishes what the host's providers bring. What cannot be published is reported; the others must not wait for it.</summary>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        foreach (var provider in providers)
        {
            foreach (var json in await provider.GetWorkflowsAsync(cancellationToken))
                await TryPublishAsync(json, new DefinitionSource(provider.Name), provider.Name, cancellationToken);
        }
    }

    /// <summary>Publishes a document.</summary>
    /// <param name="json">The document.</param>
    /// <param name="source">Whose it is.</param>
    /// <param name="place">Where it is from, for the log.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task TryPublishAsync(string json, DefinitionSource source, string place, CancellationToken cancellationToken)
    {
        try
        {
            var definitionId = DefinitionReader.Read(json).DefinitionId;
            var versions = await definitions.ListVersionsAsync(definitionId, cancellationToken);
            var imported = versions.FirstOrDefault(version => version.ProviderName == source.ProviderName);
            if (versions.Count > 0 && imported is null)
            {
                Log.WorkflowFileRefused(
                    logger, place, $"A definition '{definitionId}' was made here by hand; it is not overwritten. Give the file another definitionId, or delete that definition.");
                return;
            }

            // What somebody changed in the designer, or retracted, stays so until the document changes; then it is the newest version, and the
            // designer's is one of the older ones.
            if (imported is not null && NewVersion.SaysTheSame(imported.Json, json))
                return;

            var published = await catalog.SaveAsync(json, publish: true, source, cancellationToken);
            Log.WorkflowFilePublished(logger, definitionId, published.Version, place);
        }
        catch (Exception exception) when (exception is DefinitionException or DefinitionReadonlyException)
        {
            Log.WorkflowFileRefused(logger, place, exception.Message);
        }
    }
}
