using Microsoft.Extensions.Hosting;

namespace Transcribe.Engine.Runtime;

/// <summary>Knows what is published, and publishes workflows in code and those of the folder, before anything can start.</summary>
internal sealed class CatalogService(DefinitionCatalog catalog, CodeProvider code, FolderProvider folder) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await catalog.LoadAsync(cancellationToken);
        await code.PublishAsync(cancellationToken);
        await folder.PublishAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
