using System.Net;
using System.Net.Http.Headers;

namespace Transcribe.Engine.Server.Http;

/// <summary>A call that a workflow makes.</summary>
/// <param name="Method">The method.</param>
/// <param name="Url">Where to.</param>
/// <param name="Content">The body; null: none.</param>
/// <param name="ContentType">The type of the body.</param>
/// <param name="Headers">More headers.</param>
public sealed record OutgoingCall(HttpMethod Method, Uri Url, ReadOnlyMemory<byte>? Content, string? ContentType, IReadOnlyDictionary<string, string> Headers);

/// <summary>What came back.</summary>
/// <param name="StatusCode">The status.</param>
/// <param name="Content">The body, up to the limit.</param>
/// <param name="ContentType">The type of the body.</param>
/// <param name="Headers">The headers.</param>
public sealed record OutgoingAnswer(int StatusCode, byte[] Content, string? ContentType, IDictionary<string, object> Headers)
{
    /// <summary>The name of the file that it says it is; null: none.</summary>
    public string? Filename { get; init; }

    /// <summary>The names of the headers that describe the content.</summary>
    public IReadOnlyCollection<string> ContentHeaders { get; init; } = [];

    /// <summary>The answer as a message, for code that takes one.</summary>
    public HttpResponseMessage ToMessage()
    {
        var message = new HttpResponseMessage((HttpStatusCode)StatusCode) { Content = new ByteArrayContent(Content) };
        foreach (var (name, value) in Headers)
        {
            string[] values = value as string[] ?? [value.ToString()!];
            if (!message.Headers.TryAddWithoutValidation(name, values))
                message.Content.Headers.TryAddWithoutValidation(name, values);
        }

        return message;
    }
}

/// <summary>Makes calls for workflows: through the guard, with limits of time and size, every redirect checked.</summary>
public sealed class OutgoingCaller(IHttpClientFactory clients, OutgoingGuardOptions options, TimeProvider clock)
{
    private const int BufferSize = 81920;

    // What may follow a redirect to another host: headers of which none can be a secret.
    private static readonly HashSet<string> Portable = new(StringComparer.OrdinalIgnoreCase) { "Accept", "Accept-Language", "User-Agent", "Idempotency-Key" };

    /// <summary>Makes <paramref name="call"/>.</summary>
    /// <exception cref="TimeoutException">It took longer than allowed.</exception>
    /// <exception cref="OutgoingCallRefusedException">It would have gone where it may not.</exception>
    /// <exception cref="HttpRequestException">The server could not be reached, or sent more than is allowed.</exception>
    public async Task<OutgoingAnswer> CallAsync(OutgoingCall call, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(options.Timeout, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await FollowAsync(call, linked.Token);
        }
        catch (OperationCanceledException exception) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{call.Method} {call.Url.Host} took longer than {options.Timeout.TotalSeconds:0} s.", exception);
        }
        catch (HttpRequestException exception) when (exception.InnerException is OutgoingCallRefusedException refused)
        {
            throw new OutgoingCallRefusedException(refused.Host, exception);
        }
    }

    private async Task<OutgoingAnswer> FollowAsync(OutgoingCall call, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(nameof(OutgoingCaller));
        for (var redirects = 0; ; redirects++)
        {
            using var request = Build(call);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.Headers.Location is not { } location || !IsRedirect(response.StatusCode) || redirects >= options.MaxRedirects)
                return await ReadAsync(response, cancellationToken);

            call = Redirect(call, new Uri(call.Url, location), response.StatusCode);
        }
    }

    private static HttpRequestMessage Build(OutgoingCall call)
    {
        var request = new HttpRequestMessage(call.Method, call.Url);
        if (call.Content is { } content)
        {
            request.Content = new ReadOnlyMemoryContent(content);
            if (call.ContentType is { Length: > 0 } type)
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        foreach (var (name, value) in call.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
        or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static OutgoingCall Redirect(OutgoingCall call, Uri target, HttpStatusCode status)
    {
        if (target.Scheme != Uri.UriSchemeHttp && target.Scheme != Uri.UriSchemeHttps)
            throw new HttpRequestException($"The server redirects to '{target.Scheme}:', which is not HTTP.");

        // A secret meant for one host is not for the next, and must not leave an encrypted connection.
        var isSameOrigin = target.Scheme == call.Url.Scheme && target.Authority == call.Url.Authority;
        var headers = isSameOrigin
            ? call.Headers
            : call.Headers.Where(header => Portable.Contains(header.Key)).ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);

        var keepsBody = status is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
        return call with
        {
            Url = target,
            Headers = headers,
            Method = keepsBody || call.Method == HttpMethod.Head ? call.Method : HttpMethod.Get,
            Content = keepsBody ? call.Content : null,
        };
    }

    private async Task<OutgoingAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[BufferSize];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > options.MaxResponseBytes)
                throw new HttpRequestException($"The answer is larger than {options.MaxResponseBytes} bytes.");
            body.Write(buffer, 0, read);
        }

        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(
            header => header.Key, header => header.Value.Count() == 1 ? header.Value.First() : (object)header.Value.ToArray(), StringComparer.OrdinalIgnoreCase);
        var disposition = response.Content.Headers.ContentDisposition;
        return new OutgoingAnswer((int)response.StatusCode, body.ToArray(), response.Content.Headers.ContentType?.ToString(), headers)
        {
            Filename = (disposition?.FileNameStar ?? disposition?.FileName)?.Trim('"'),
            ContentHeaders = [.. response.Content.Headers.Select(header => header.Key)],
        };
    }
}
