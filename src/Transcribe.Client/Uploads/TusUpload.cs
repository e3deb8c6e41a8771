using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Polly;
using Transcribe.Client.Api;

namespace Transcribe.Client.Uploads;

/// <summary>Sends a file in pieces by the tus protocol, version 1.0.0: after a fault the server says how much it has, and only the rest is sent.</summary>
internal sealed class TusUpload(
    UploadRequest request,
    string contentType,
    string name,
    TranscribeApiFactory factory,
    ResiliencePipeline pipeline,
    IProgress<UploadProgress>? progress)
{
    private const string Version = "1.0.0", VersionHeader = "Tus-Resumable", OffsetHeader = "Upload-Offset";

    public async Task<string> SendAsync(CancellationToken cancellationToken)
    {
        var (id, address) = await CreateAsync(cancellationToken);

        for (var offset = 0L; offset < request.Length;)
            offset = await SendPieceAsync(address, offset, cancellationToken);

        return id;
    }

    private async Task<(string Id, Uri Address)> CreateAsync(CancellationToken cancellationToken)
    {
        var metadata = $"filename {Base64(request.FileName)},filetype {Base64(contentType)}";
        using var response = await factory.Create(name).CreateTusUploadAsync(Version, request.Length, metadata, IdempotencyKeys.New(), cancellationToken);
        if (response.Headers.Location is not { } location)
            throw new TranscribeUploadException("The API created a resumable upload but did not say where (no Location header).");

        var address = new Uri(response.RequestMessage!.RequestUri!, location);
        return (await IdOfAsync(response, address, cancellationToken), address);
    }

    private async Task<long> SendPieceAsync(Uri address, long offset, CancellationToken cancellationToken)
    {
        var isResumed = false;
        return await pipeline.ExecuteAsync(async token =>
        {
            if (isResumed)
                offset = await ReadOffsetAsync(address, token);

            isResumed = true;
            return offset >= request.Length ? offset : await PatchAsync(address, offset, token);
        }, cancellationToken);
    }

    private async Task<long> PatchAsync(Uri address, long offset, CancellationToken cancellationToken)
    {
        var options = factory.OptionsOf(name);
        var count = Math.Min(options.ResumableChunkBytes, request.Length - offset);
        using var watch = new InactivityWatch(factory.Clock, options.UploadInactivityTimeout);
        using var media = new MediaContent(request, offset, count, progress, watch);
        media.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        using var patch = Create(HttpMethod.Patch, address);
        patch.Headers.Add(OffsetHeader, offset.ToString(CultureInfo.InvariantCulture));
        patch.Options.Set(CallOptions.ExtraTime, Timeout.InfiniteTimeSpan);
        using var client = factory.CreateHttpClient(name);
        using var response = await SendAsync(client, patch, media, watch, options.UploadInactivityTimeout, cancellationToken);

        var taken = OffsetOf(response);
        return taken > offset && taken <= offset + count
            ? taken
            : throw new TranscribeUploadException($"The API answered an upload offset of {taken} after bytes {offset} to {offset + count}.") { IsTransient = true };
    }

    // The server stands elsewhere, or still holds the broken attempt: both pass when it is asked again how much it has.
    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient client, HttpRequestMessage patch, MediaContent media, InactivityWatch watch, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            return await MediaSender.SendAsync(client, patch, media, watch, patience, cancellationToken);
        }
        catch (TranscribeApiException error) when (error.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.Locked)
        {
            throw new TranscribeUploadException(error.Message, error) { IsTransient = true, StatusCode = error.StatusCode, RetryAfter = error.RetryAfter };
        }
    }

    private async Task<long> ReadOffsetAsync(Uri address, CancellationToken cancellationToken)
    {
        using var head = Create(HttpMethod.Head, address);
        using var client = factory.CreateHttpClient(name);
        using var response = await client.SendAsync(head, cancellationToken);
        return OffsetOf(response);
    }

    private static HttpRequestMessage Create(HttpMethod method, Uri address)
    {
        var message = new HttpRequestMessage(method, address);
        message.Headers.Add(VersionHeader, Version);
        return message;
    }

    private static long OffsetOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues(OffsetHeader, out var values) && long.TryParse(values.First(), CultureInfo.InvariantCulture, out var offset) && offset >= 0
            ? offset
            : throw new TranscribeUploadException("The API did not say how much of the upload it has (no Upload-Offset header).");

    // Where the id stands is not published: in the answer's body, or as the end of the upload's own address.
    private static async Task<string> IdOfAsync(HttpResponseMessage response, Uri address, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (text.StartsWith('{') && JsonSerializer.Deserialize<UploadSlot>(text, TranscribeJson.Options)?.UploadId is { Length: > 0 } id)
            return id;

        return Uri.UnescapeDataString(address.Segments[^1].Trim('/'));
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
