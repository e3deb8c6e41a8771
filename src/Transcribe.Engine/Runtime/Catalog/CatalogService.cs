using Microsoft.Extensions.Hosting;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Runtime;

/// <summary>Knows what is published, and publishes workflows in code, of providers and of the folder, before anything can start.</summary>
internal sealed class CatalogService(
    DefinitionCatalog catalog, CodeProvider code, ProvidedDefinitions provided, FolderProvider folder, ActivityRegistry activities, IEnumerable<IActivityProvider> providers)
    : IHostedService, IWorkflowDefinitionsReloader
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var provider in providers)
        {
            foreach (var descriptor in await provider.GetDescriptorsAsync(cancellationToken))
                activities.Add(descriptor);
        }

        await catalog.LoadAsync(cancellationToken);
        await code.PublishAsync(cancellationToken);
        await ReloadWorkflowDefinitionsAsync(cancellationToken);
    }

    public async Task ReloadWorkflowDefinitionsAsync(CancellationToken cancellationToken = default)
    {
        await provided.PublishAsync(cancellationToken);
        await folder.PublishAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
