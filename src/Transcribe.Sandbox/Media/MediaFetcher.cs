using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Recognition;

namespace Transcribe.Sandbox.Media;

/// <summary>Downloads a recording, and the transcript beside it when there is one.</summary>
internal sealed class MediaFetcher(SandboxOptions options, TimeProvider clock) : IDisposable
{
    private const int MaxRedirects = 5;

    private readonly HttpClient http =
        new(new SocketsHttpHandler { MaxAutomaticRedirections = MaxRedirects, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <exception cref="ApiException">400 when the address is wrong for good, 503 when it may answer later.</exception>
    public async Task FetchAsync(Uri url, MediaFolder folder, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(options.FetchTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            if (options.RefusePrivateAddresses && await PrivateAddresses.LeadsThereAsync(url, either.Token))
                throw Unreachable(url, "it is an address of a private network");

            await FetchMediaAsync(url, folder.MediaFile, either.Token);
            await FetchTranscriptAsync(ShippedTranscript.BesideUrl(url), folder.TranscriptFile, either.Token);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw ApiErrors.ProbeUnavailable($"{Name(url)} did not send its media within {options.FetchTimeout.TotalSeconds:0} s.");
        }
        catch (HttpRequestException e)
        {
            throw Unreachable(url, e.HttpRequestError == HttpRequestError.NameResolutionError ? "its host name is unknown" : "nothing answers there");
        }
        catch (HttpIOException)
        {
            throw ApiErrors.ProbeUnavailable($"{Name(url)} broke off while it sent its media.");
        }
    }

    public void Dispose() => http.Dispose();

    private async Task FetchMediaAsync(Uri url, string file, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var status = $"it answered {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd();
            throw (int)response.StatusCode >= 500 || response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
                ? ApiErrors.ProbeUnavailable($"{Name(url)} cannot be read now: {status}.")
                : Unreachable(url, status);
        }

        if (IsDocument(response.Content.Headers.ContentType))
        {
            throw ApiErrors.Invalid(
                $"{Name(url)} is a page ({response.Content.Headers.ContentType}), not media: give the direct address of the recording.",
                "media_not_audio");
        }

        await using var source = await response.Content.ReadAsStreamAsync(cancellationToken);
        await LimitedCopy.ToFileAsync(source, file, options.MaxMediaBytes, "The media", cancellationToken);
    }

    private async Task FetchTranscriptAsync(Uri url, string file, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode || IsHtml(response.Content.Headers.ContentType))
            return;

        await using var source = await response.Content.ReadAsStreamAsync(cancellationToken);
        await LimitedCopy.ToFileAsync(source, file, ShippedTranscript.MaxBytes, "The transcript beside the media", cancellationToken);
    }

    private static bool IsHtml(MediaTypeHeaderValue? type) => type?.MediaType == MediaTypeNames.Text.Html;

    private static bool IsDocument(MediaTypeHeaderValue? type) =>
        IsHtml(type) || type?.MediaType is MediaTypeNames.Application.Json or MediaTypeNames.Application.Pdf or MediaTypeNames.Text.Xml;

    private static ApiException Unreachable(Uri url, string why) =>
        ApiErrors.Invalid($"The media at {Name(url)} cannot be fetched: {why}.", "media_unreachable");

    /// <summary>The address without its query, which may carry a signature.</summary>
    private static string Name(Uri url) => url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
