using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Transcribe.Activities.Deliver;

namespace Transcribe.Activities.Triggers;

/// <summary>Fetches feeds, and only when they have changed (RFC 9110, 13.1), by the client that the host arms with its guard.</summary>
internal sealed class FeedReader(IHttpClientFactory clients, TimeProvider clock)
{
    private const int MaxRedirects = 5;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly HttpStatusCode[] Redirects =
        [HttpStatusCode.MovedPermanently, HttpStatusCode.Found, HttpStatusCode.SeeOther, HttpStatusCode.TemporaryRedirect, HttpStatusCode.PermanentRedirect];

    /// <summary>The feed; null: it is as it was.</summary>
    /// <exception cref="FeedException">It cannot be read.</exception>
    public async Task<FetchedFeed?> FetchAsync(Uri url, string? eTag, string? lastModified, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            for (var hops = 0; ; hops++)
            {
                using var response = await SendAsync(url, eTag, lastModified, either.Token);
                if (response.StatusCode == HttpStatusCode.NotModified)
                    return null;

                if (!Redirects.Contains(response.StatusCode))
                    return await ReadAsync(response, either.Token);

                url = hops < MaxRedirects && response.Headers.Location is { } location ? new Uri(url, location) : throw new FeedException("It is redirected too often, or to nowhere.");
                if (url.Scheme is not ("http" or "https"))
                    throw new FeedException("It is redirected to something that is no web address.");
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FeedException($"The feed did not answer within {Deadline.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new FeedException($"The feed cannot be fetched: {exception.Message}", exception);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Uri url, string? eTag, string? lastModified, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Transcribe.Workflows", "1"));
        request.Headers.TryAddWithoutValidation("Accept", "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.8");
        if (eTag is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", eTag);
        if (lastModified is not null)
            request.Headers.TryAddWithoutValidation("If-Modified-Since", lastModified);
        return await clients.CreateClient(DeliveryHttp.ClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private static async Task<FetchedFeed> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
            throw new FeedException($"The feed was answered with {(int)response.StatusCode}.");

        using var content = new MemoryStream();
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (content.Length + read > FeedParser.MaxBytes)
                throw new FeedException($"The feed is larger than {FeedParser.MaxBytes} bytes.");
            content.Write(buffer, 0, read);
        }

        content.Position = 0;
        return new FetchedFeed(
            FeedParser.Parse(content), Header(response, "ETag"), response.Content.Headers.TryGetValues("Last-Modified", out var values) ? values.FirstOrDefault() : null);
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}

/// <summary>A feed as it is now.</summary>
/// <param name="Episodes">Its episodes, in its order.</param>
/// <param name="ETag">What tells it from other versions; null: the server does not say.</param>
/// <param name="LastModified">When it changed, as the server writes it; null: it does not say.</param>
internal sealed record FetchedFeed(IReadOnlyList<PodcastEpisode> Episodes, string? ETag, string? LastModified);
