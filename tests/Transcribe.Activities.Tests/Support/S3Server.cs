using Transcribe.Activities.Deliver.Storage;

namespace Transcribe.Activities.Tests.Support;

/// <summary>An S3 server with the bucket <c>files</c>, which starts when the first test needs it; each has a prefix of its own there.</summary>
public sealed class S3Server : IAsyncDisposable
{
    internal const string KeyId = "S3RVER";
    private const string Secret = "S3RVER";

    private readonly TempFolder _folder = new();
    private ChildServer? _server;

    internal async Task<StorageSettings> StartAsync()
    {
        Component.S3Server.Require();
        _server ??= await ChildServer.StartNodeAsync("s3.mjs", _folder.Path);
        return Settings();
    }

    internal StorageSettings Settings(string bucket = "files", string keyId = KeyId) => new()
    {
        Kind = StorageKind.S3, Bucket = bucket, Endpoint = new Uri($"http://127.0.0.1:{_server!.Port}"), AccessKeyId = keyId, SecretAccessKey = Secret, Prefix = $"below/{Guid.NewGuid():N}",
    };

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Dispose();
    }
}
