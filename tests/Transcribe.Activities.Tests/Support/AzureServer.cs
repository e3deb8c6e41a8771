using Azure.Storage.Blobs;
using Transcribe.Activities.Deliver.Storage;

namespace Transcribe.Activities.Tests.Support;

/// <summary>An Azure Blob server, which starts when the first test needs it; each has a container of its own there.</summary>
public sealed class AzureServer : IAsyncDisposable
{
    // The key that every Azurite has; it is published, and opens nothing else.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private ChildServer? _server;

    internal async Task<StorageSettings> StartAsync()
    {
        Component.Azurite.Require();
        _server ??= await ChildServer.StartAsync(
            "node", Path.Combine(Tools.Folder, "node_modules", ".bin", "azurite-blob"), "--blobPort", "0", "--inMemoryPersistence", "--silent", "--skipApiVersionCheck", "--disableTelemetry");
        var settings = Settings($"files-{Guid.NewGuid():N}");
        await new BlobContainerClient(settings.ConnectionString, settings.Container).CreateAsync(cancellationToken: Workbench.Token);
        return settings;
    }

    internal StorageSettings Settings(string container, string key = Key) => new()
    {
        Kind = StorageKind.AzureBlob,
        ConnectionString = $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={key};BlobEndpoint=http://127.0.0.1:{_server!.Port}/devstoreaccount1;",
        Container = container,
        Prefix = "/below/",
    };

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
