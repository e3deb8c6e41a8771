using System.Net;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Core.Pipeline;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Transcribe.Activities.Deliver.Storage;

/// <summary>A container of Azure Blob Storage.</summary>
internal sealed class AzureBlobStorage : RemoteStorage, IStorageTarget
{
    private const string HashKey = "sha256";
    private const int BlockBytes = 4 * 1024 * 1024;

    private static readonly TimeSpan CopyPoll = TimeSpan.FromSeconds(1);

    private readonly BlobContainerClient _container;
    private readonly string _prefix;

    public AzureBlobStorage(StorageSettings settings, IHttpClientFactory http, TimeProvider clock)
        : base(clock)
    {
        _prefix = settings.KeyPrefix;
        var options = new BlobClientOptions { Transport = new HttpClientTransport(http.CreateClient(DeliveryHttp.ClientName)) };
        options.Diagnostics.IsLoggingEnabled = false;
        _container = new BlobContainerClient(settings.ConnectionString, settings.Container, options);
    }

    public Task<StoredFile?> FindAsync(StoragePath path, CancellationToken cancellationToken) => AskAsync(
        async token => await HeadAsync(path, token) is { } head ? Describe(path, head.ContentLength, head.ETag, head.LastModified, head.ContentType) : null, cancellationToken);

    public Task<string?> FindHashAsync(StoragePath path, CancellationToken cancellationToken) => AskAsync(
        async token => await HeadAsync(path, token) is { } head ? head.Metadata.TryGetValue(HashKey, out var hash) ? hash : string.Empty : null, cancellationToken);

    public Task<Stream?> OpenAsync(StoragePath path, CancellationToken cancellationToken) => AskAsync(
        async token =>
        {
            try
            {
                return (Stream?)(await Blob(path).DownloadStreamingAsync(cancellationToken: token)).Value.Content;
            }
            catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.BlobNotFound)
            {
                return null;
            }
        },
        cancellationToken);

    public Task<StoredFile?> WriteAsync(StorageWrite write, CancellationToken cancellationToken) => TransferAsync(
        async token =>
        {
            await using var content = await write.Content.OpenAsync(token);
            try
            {
                var options = new BlobUploadOptions
                {
                    HttpHeaders = new BlobHttpHeaders { ContentType = write.ContentType },
                    Metadata = new Dictionary<string, string> { [HashKey] = write.Hash },
                    Conditions = ConditionsOf(write),
                    TransferOptions = new StorageTransferOptions { InitialTransferSize = BlockBytes, MaximumTransferSize = BlockBytes, MaximumConcurrency = 1 },
                };
                var stored = (await Blob(write.Path).UploadAsync(content, options, token)).Value;
                return Describe(write.Path, write.Content.Length, stored.ETag, stored.LastModified, write.ContentType);
            }
            catch (RequestFailedException exception) when (exception.Status is (int)HttpStatusCode.PreconditionFailed or (int)HttpStatusCode.Conflict && exception.ErrorCode != BlobErrorCode.ContainerBeingDeleted)
            {
                return null;
            }
        },
        cancellationToken);

    public IAsyncEnumerable<StoredFile> ListAsync(StoragePath? folder, CancellationToken cancellationToken) => PagesAsync(ListPagesAsync(folder, cancellationToken), cancellationToken);

    public Task<bool> DeleteAsync(StoragePath path, CancellationToken cancellationToken) => AskAsync(
        async token => (await Blob(path).DeleteIfExistsAsync(cancellationToken: token)).Value, cancellationToken);

    // Azure cannot rename: a crash in between leaves both files, and a repetition ends it.
    public Task<StorageMove> MoveAsync(StoragePath from, StoragePath to, bool replace, CancellationToken cancellationToken) => TransferAsync(
        async token =>
        {
            if (await HeadAsync(from, token) is null)
                return StorageMove.Missing;

            try
            {
                var options = new BlobCopyFromUriOptions { DestinationConditions = replace ? null : new BlobRequestConditions { IfNoneMatch = ETag.All } };
                await (await Blob(to).StartCopyFromUriAsync(Blob(from).Uri, options, token)).WaitForCompletionAsync(CopyPoll, token);
            }
            catch (RequestFailedException exception) when (exception.Status is (int)HttpStatusCode.PreconditionFailed or (int)HttpStatusCode.Conflict)
            {
                return StorageMove.Taken;
            }

            await Blob(from).DeleteIfExistsAsync(cancellationToken: token);
            return StorageMove.Moved;
        },
        cancellationToken);

    public Task<string> TestAsync(CancellationToken cancellationToken) => AskAsync(
        async token =>
        {
            await foreach (var page in _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, _prefix, token).AsPages(pageSizeHint: 1))
            {
                _ = page;
                break;
            }

            return $"The container '{_container.Name}' can be listed.";
        },
        cancellationToken);

    protected override Exception? Explain(Exception exception) => exception switch
    {
        RequestFailedException { ErrorCode: "ContainerNotFound" } => new StorageRejectedException($"There is no container '{_container.Name}'."),
        RequestFailedException { Status: (int)HttpStatusCode.Forbidden or (int)HttpStatusCode.Unauthorized } e =>
            new StorageRejectedException($"Azure refuses the connection string, or what it may do ({e.ErrorCode})."),
        RequestFailedException { Status: >= 400 and < 500 and not 429 and not 408 } e => new StorageRejectedException($"Azure answered {e.Status} ({e.ErrorCode})."),
        RequestFailedException e => new IOException($"Azure does not work: {(e.ErrorCode ?? e.GetBaseException().Message)}", e),
        AggregateException e => new IOException($"Azure cannot be reached: {e.GetBaseException().Message}", e),
        _ => null,
    };

    private static BlobRequestConditions? ConditionsOf(StorageWrite write) => write switch
    {
        { IfMatch: { } tag } => new BlobRequestConditions { IfMatch = new ETag($"\"{tag}\"") },
        { Replace: false } => new BlobRequestConditions { IfNoneMatch = ETag.All },
        _ => null,
    };

    private async IAsyncEnumerable<StoredFile> ListPagesAsync(StoragePath? folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = folder is null ? _prefix : $"{_prefix}{folder.Value}/";
        await foreach (var blob in _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, start, cancellationToken))
        {
            if (StoragePath.TryParse(blob.Name[_prefix.Length..]) is { } path)
                yield return Describe(path, blob.Properties.ContentLength ?? 0, blob.Properties.ETag ?? default, blob.Properties.LastModified ?? default, blob.Properties.ContentType);
        }
    }

    private async Task<BlobProperties?> HeadAsync(StoragePath path, CancellationToken cancellationToken)
    {
        try
        {
            return (await Blob(path).GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
    }

    private BlobClient Blob(StoragePath path) => _container.GetBlobClient(_prefix + path.Value);

    private StoredFile Describe(StoragePath path, long size, ETag tag, DateTimeOffset modified, string? contentType) => new()
    {
        Path = path.Value,
        Size = size,
        ETag = tag.ToString().Trim('"'),
        ModifiedAt = modified,
        ContentType = contentType,
        Location = Blob(path).Uri.GetLeftPart(UriPartial.Path),
    };
}
