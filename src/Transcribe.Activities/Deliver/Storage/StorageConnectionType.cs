using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Storage;

/// <summary>A place for files.</summary>
internal sealed class StorageConnectionType(IHttpClientFactory http, TimeProvider clock) : ConnectionType<StorageSettings>
{
    public override string Name => ConnectionTypes.Storage;

    public override string DisplayName => "storage";

    public IStorageTarget Create(StorageSettings settings) => settings.Kind switch
    {
        StorageKind.S3 => new S3Storage(settings, http, clock),
        StorageKind.AzureBlob => new AzureBlobStorage(settings, http, clock),
        StorageKind.Sftp => new SftpStorage(settings, clock),
        _ => new LocalFolderStorage(settings.Path!),
    };

    protected override IEnumerable<string> Check(StorageSettings settings)
    {
        (string Name, object? Value)[] needed = settings.Kind switch
        {
            StorageKind.Folder => [("path", settings.Path)],
            StorageKind.S3 => [("bucket", settings.Bucket), ("accessKeyId", settings.AccessKeyId), ("secretAccessKey", settings.SecretAccessKey), ("region or endpoint", settings.Region ?? (object?)settings.Endpoint)],
            StorageKind.AzureBlob => [("connectionString", settings.ConnectionString), ("container", settings.Container)],
            _ => [("host", settings.Host), ("userName", settings.UserName), ("password or privateKey", settings.Password ?? settings.PrivateKey)],
        };
        foreach (var (name, value) in needed.Where(setting => setting.Value is null))
            yield return $"A storage of the kind {settings.Kind} needs {name}.";

        if (settings is { Kind: StorageKind.Folder, Path: { } path } && !Path.IsPathFullyQualified(path))
            yield return "path must be a full path.";
        if (settings.Endpoint is { IsAbsoluteUri: false })
            yield return "endpoint must be an absolute address.";
    }

    protected override async Task<string> TestAsync(StorageSettings settings, CancellationToken cancellationToken)
    {
        var target = Create(settings);
        try
        {
            return await target.TestAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is FileRejectedException or IOException or UnauthorizedAccessException or FormatException)
        {
            throw new ConnectionTestException(exception.Message, exception);
        }
        finally
        {
            (target as IDisposable)?.Dispose();
        }
    }
}
