using System.Net.Http.Headers;
using Polly;
using Transcribe.Client.Api;
using Transcribe.Client.DependencyInjection;
using Transcribe.Client.Errors;

namespace Transcribe.Client.Uploads;

/// <summary>Sends a file in one piece to an address that the API signed. That address gets no key.</summary>
internal sealed class PresignedUpload(
    UploadRequest request,
    string contentType,
    string name,
    TranscribeApiFactory factory,
    IHttpClientFactory http,
    ResiliencePipeline pipeline,
    IProgress<UploadProgress>? progress)
{
    // An address lives 900 s; a new one is asked for a little earlier.
    private static readonly TimeSpan AddressLifetime = TimeSpan.FromSeconds(840);

    public async Task<string> SendAsync(CancellationToken cancellationToken)
    {
        var (slot, asked) = await AskAsync(cancellationToken);

        await pipeline.ExecuteAsync(async token =>
        {
            if (factory.Clock.GetElapsedTime(asked) > AddressLifetime)
                (slot, asked) = await AskAsync(token);

            await PutAsync(slot.UploadUrl!, token);
        }, cancellationToken);

        return slot.UploadId!;
    }

    private async Task<(UploadSlot Slot, long Asked)> AskAsync(CancellationToken cancellationToken)
    {
        var asked = factory.Clock.GetTimestamp();
        var body = new UploadBody(request.FileName, contentType, request.Length);
        var slot = await factory.Create(name).CreateUploadAsync(body, IdempotencyKeys.New(), cancellationToken).RequiredAsync();

        var api = factory.OptionsOf(name).BaseUrl!;
        var isUsable = slot is { UploadId.Length: > 0, UploadUrl: { IsAbsoluteUri: true, Scheme: "https" or "http" } url }
            && (url.Scheme == Uri.UriSchemeHttps || api.Scheme == Uri.UriSchemeHttp);
        return isUsable ? (slot, asked) : throw new TranscribeUploadException("The API gave no usable address for the upload: it must have an id and an https address.");
    }

    private async Task PutAsync(Uri address, CancellationToken cancellationToken)
    {
        var patience = factory.OptionsOf(name).UploadInactivityTimeout;
        using var watch = new InactivityWatch(factory.Clock, patience);
        using var media = new MediaContent(request, 0, request.Length, progress, watch);
        media.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var put = new HttpRequestMessage(HttpMethod.Put, address);
        using var client = http.CreateClient(ClientPipeline.UploadClientName);
        using var response = await MediaSender.SendAsync(client, put, media, watch, patience, cancellationToken);

        if (response.IsSuccessStatusCode)
            return;

        // The storage's body is not repeated: it can hold what it signed.
        var status = (int)response.StatusCode;
        throw new TranscribeUploadException($"The storage at {address.Authority} answered {status}.")
        {
            StatusCode = response.StatusCode,
            IsTransient = status is 408 or 429 or >= 500,
            RetryAfter = ApiErrorReader.RetryAfterOf(response, factory.Clock.GetUtcNow()),
        };
    }
}
