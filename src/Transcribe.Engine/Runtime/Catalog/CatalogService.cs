using Microsoft.Extensions.Hosting;

namespace Transcribe.Engine.Runtime;

/// <summary>Knows what is published, and publishes the folder, before anything can start.</summary>
internal sealed class CatalogService(DefinitionCatalog catalog, FolderProvider folder) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await catalog.LoadAsync(cancellationToken);
        await folder.PublishAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
