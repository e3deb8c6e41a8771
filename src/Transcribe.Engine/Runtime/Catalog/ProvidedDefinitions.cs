using Microsoft.Extensions.Logging;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Publishes what the host's providers bring; a document that says what it said before changes nothing.</summary>
internal sealed class ProvidedDefinitions(
    IEnumerable<IWorkflowsProvider> providers, DefinitionCatalog catalog, IDefinitionStore definitions, ILogger<ProvidedDefinitions> logger)
{
    /// <summary>Publishes everything. What cannot be published is reported; the others must not wait for it.</summary>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        foreach (var provider in providers)
        {
            foreach (var json in await provider.GetWorkflowsAsync(cancellationToken))
                await TryPublishAsync(json, new DefinitionSource(provider.Name), cancellationToken);
        }
    }

    private async Task TryPublishAsync(string json, DefinitionSource source, CancellationToken cancellationToken)
    {
        try
        {
            var definitionId = DefinitionReader.Read(json).DefinitionId;
            if (!IsWanted(json, source, await definitions.ListVersionsAsync(definitionId, cancellationToken)))
                return;

            if (await catalog.SaveIfAsync(json, publish: true, source, versions => IsWanted(json, source, versions), cancellationToken) is { } published)
                Log.WorkflowFilePublished(logger, definitionId, published.Version, source.ProviderName);
        }
        catch (Exception exception) when (exception is DefinitionException or DefinitionReadonlyException)
        {
            Log.WorkflowFileRefused(logger, source.ProviderName, exception.Message);
        }
    }

    private static bool IsWanted(string json, DefinitionSource source, IReadOnlyList<DefinitionRow> versions)
    {
        if (versions.FirstOrDefault(version => version.ProviderName == source.ProviderName) is { } known && NewVersion.SaysTheSame(known.Json, json))
            return false;

        return versions.FirstOrDefault(version => version.ProviderName != source.ProviderName) is { } owned ? throw new DefinitionReadonlyException(owned) : true;
    }
}
