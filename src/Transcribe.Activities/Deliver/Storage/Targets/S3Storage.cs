using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Transcribe.Activities.Deliver.Storage;

/// <summary>A bucket of Amazon S3 or of a server that speaks its protocol. One file has at most 5 GB: what one request may carry.</summary>
internal sealed class S3Storage : RemoteStorage, IStorageTarget, IDisposable
{
    private const string HashKey = "sha256";
    private const long MaxBytes = 5L * 1024 * 1024 * 1024;

    private readonly AmazonS3Client _client;
    private readonly string _bucket;
    private readonly string _prefix;

    public S3Storage(StorageSettings settings, IHttpClientFactory http, TimeProvider clock)
        : base(clock)
    {
        _bucket = settings.Bucket!;
        _prefix = settings.KeyPrefix;
        var config = new AmazonS3Config
        {
            AuthenticationRegion = settings.Region ?? "us-east-1",
            HttpClientFactory = new GuardedHttp(http),

            // Checksums in trailers are news that compatible servers do not know yet.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (settings.Endpoint is { } endpoint)
            (config.ServiceURL, config.ForcePathStyle) = (endpoint.AbsoluteUri, true);
        else
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(settings.Region);

        _client = new AmazonS3Client(new BasicAWSCredentials(settings.AccessKeyId, settings.SecretAccessKey), config);
    }

    public Task<StoredFile?> FindAsync(StoragePath path, CancellationToken cancellationToken) => AskAsync(
        async token => await HeadAsync(path, token) is { } head ? Describe(path, head.ContentLength, head.ETag, head.LastModified, head.Headers.ContentType) : null,
        cancellationToken);

    public Task<string?> FindHashAsync(StoragePath path, CancellationToken cancellationToken) => AskAsync(
        async token => await HeadAsync(path, token) is { } head ? head.Metadata[HashKey] ?? string.Empty : null, cancellationToken);

    public Task<Stream?> OpenAsync(StoragePath path, CancellationToken cancellationToken) => AskAsync(
        async token =>
        {
            try
            {
                return (Stream?)(await _client.GetObjectAsync(_bucket, KeyOf(path), token)).ResponseStream;
            }
            catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound && exception.ErrorCode != "NoSuchBucket")
            {
                return null;
            }
        },
        cancellationToken);

    public Task<StoredFile?> WriteAsync(StorageWrite write, CancellationToken cancellationToken) => TransferAsync(
        async token =>
        {
            if (write.Content.Length > MaxBytes)
                throw new StorageRejectedException("A file in S3 can have at most 5 GB here.");

            // Servers that do not know the condition ignore it: without this question they would replace.
            if (!write.Replace && await HeadAsync(write.Path, token) is not null)
                return null;

            await using var content = new RewindableStream(write.Content);
            return await PutAsync(write, content, token) is { } put
                ? Describe(write.Path, write.Content.Length, put.ETag, null, write.ContentType)
                : null;
        },
        cancellationToken);

    public IAsyncEnumerable<StoredFile> ListAsync(StoragePath? folder, CancellationToken cancellationToken) => PagesAsync(ListPagesAsync(folder, cancellationToken), cancellationToken);

    public Task<bool> DeleteAsync(StoragePath path, CancellationToken cancellationToken) => AskAsync(
        async token =>
        {
            if (await HeadAsync(path, token) is null)
                return false;

            await _client.DeleteObjectAsync(_bucket, KeyOf(path), token);
            return true;
        },
        cancellationToken);

    // S3 cannot rename: a crash in between leaves both files, and a repetition ends it.
    public Task<StorageMove> MoveAsync(StoragePath from, StoragePath to, bool replace, CancellationToken cancellationToken) => TransferAsync(
        async token =>
        {
            if (await HeadAsync(from, token) is null)
                return StorageMove.Missing;
            if (!replace && await HeadAsync(to, token) is not null)
                return StorageMove.Taken;

            await _client.CopyObjectAsync(
                new CopyObjectRequest
                {
                    SourceBucket = _bucket, SourceKey = KeyOf(from), DestinationBucket = _bucket, DestinationKey = KeyOf(to), IfNoneMatch = replace ? null : "*",
                },
                token);
            await _client.DeleteObjectAsync(_bucket, KeyOf(from), token);
            return StorageMove.Moved;
        },
        cancellationToken);

    public Task<string> TestAsync(CancellationToken cancellationToken) => AskAsync(
        async token =>
        {
            await _client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = _bucket, Prefix = _prefix, MaxKeys = 1 }, token);
            return $"The bucket '{_bucket}' can be listed.";
        },
        cancellationToken);

    public void Dispose() => _client.Dispose();

    protected override Exception? Explain(Exception exception) => exception switch
    {
        AmazonS3Exception { ErrorCode: "NoSuchBucket" } => new StorageRejectedException($"There is no bucket '{_bucket}'."),
        AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } e =>
            new StorageRejectedException($"S3 refuses the access key, or what it may do ({e.ErrorCode})."),
        AmazonS3Exception { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests } e =>
            new StorageRejectedException($"S3 answered {(int)e.StatusCode} ({e.ErrorCode}): {e.Message}"),
        AmazonServiceException e => new IOException($"S3 does not work: {e.GetBaseException().Message}", e),
        HttpRequestException e => new IOException($"S3 cannot be reached: {e.GetBaseException().Message}", e),
        AmazonClientException e => new IOException($"S3 cannot be reached: {e.GetBaseException().Message}", e),
        _ => null,
    };

    private async Task<PutObjectResponse?> PutAsync(StorageWrite write, Stream content, CancellationToken cancellationToken)
    {
        var request = new PutObjectRequest
        {
            BucketName = _bucket,
            Key = KeyOf(write.Path),
            InputStream = content,
            AutoCloseStream = false,
            AutoResetStreamPosition = false,
            ContentType = write.ContentType,
            IfMatch = write.IfMatch is { } tag ? $"\"{tag}\"" : null,
            IfNoneMatch = write.Replace ? null : "*",
        };
        request.Headers.ContentLength = write.Content.Length;

        // The hash is known: no second reading to sign, and no chunks with signatures, which compatible servers do not all take apart.
        request.UseChunkEncoding = false;
        request.Headers["x-amz-content-sha256"] = write.Hash;
        request.Metadata[HashKey] = write.Hash;
        try
        {
            return await _client.PutObjectAsync(request, cancellationToken);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict)
        {
            return null;
        }
    }

    private async IAsyncEnumerable<StoredFile> ListPagesAsync(StoragePath? folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = _bucket, Prefix = folder is null ? _prefix : KeyOf(folder) + "/" };
        ListObjectsV2Response page;
        do
        {
            page = await _client.ListObjectsV2Async(request, cancellationToken);
            foreach (var item in page.S3Objects ?? [])
            {
                if (StoragePath.TryParse(item.Key[_prefix.Length..]) is { } path)
                    yield return Describe(path, item.Size ?? 0, item.ETag, item.LastModified, null);
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    private async Task<GetObjectMetadataResponse?> HeadAsync(StoragePath path, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.GetObjectMetadataAsync(_bucket, KeyOf(path), cancellationToken);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound && exception.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    }

    private string KeyOf(StoragePath path) => _prefix + path.Value;

    private StoredFile Describe(StoragePath path, long size, string? tag, DateTime? modified, string? contentType) => new()
    {
        Path = path.Value,
        Size = size,
        ETag = tag?.Trim('"'),
        ModifiedAt = modified is { } time ? new DateTimeOffset(DateTime.SpecifyKind(time.ToUniversalTime(), DateTimeKind.Utc)) : default,
        ContentType = contentType,
        Location = $"s3://{_bucket}/{KeyOf(path)}",
    };

    /// <summary>Hands the SDK the host's guarded client.</summary>
    private sealed class GuardedHttp(IHttpClientFactory http) : Amazon.Runtime.HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => http.CreateClient(DeliveryHttp.ClientName);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => true;
    }
}
