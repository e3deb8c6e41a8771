using Transcribe.Client.Errors;

namespace Transcribe.Client.Http;

/// <summary>
/// Follows redirects of reads, a few and never down from https; the key stays behind when the host changes. A redirected write is refused:
/// a paid request must not be repeated at an address that nobody configured.
/// </summary>
internal sealed class RedirectHandler(string name, TimeProvider clock) : DelegatingHandler
{
    private const int MaxHops = 5;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var current = request;

        for (var hop = 0; ; hop++)
        {
            var response = await base.SendAsync(current, cancellationToken);
            if ((int)response.StatusCode is < 300 or >= 400)
                return response;

            using (response)
            {
                if (response.Headers.Location is not { } location)
                    throw await ApiErrors.ReadAsync(response, name, clock.GetUtcNow(), cancellationToken);

                current = Follow(current, new Uri(current.RequestUri!, location), hop);
            }
        }
    }

    private static HttpRequestMessage Follow(HttpRequestMessage request, Uri target, int hop)
    {
        var (from, to) = (ApiOrigin.Describe(request.RequestUri), ApiOrigin.Describe(target));

        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)
            throw Refused($"{from} redirected a {request.Method} to {to}. Only reads follow redirects: set BaseUrl to the right address.");
        if (hop == MaxHops)
            throw Refused($"{from} redirected more than {MaxHops} times.");
        if (target.Scheme != Uri.UriSchemeHttps && (target.Scheme != Uri.UriSchemeHttp || request.RequestUri!.Scheme == Uri.UriSchemeHttps))
            throw Refused($"{from} redirected to {to} without https.");

        var next = new HttpRequestMessage(request.Method, target) { Version = request.Version, VersionPolicy = request.VersionPolicy };
        foreach (var header in request.Headers.NonValidated)
            next.Headers.TryAddWithoutValidation(header.Key, header.Value);
        foreach (var option in request.Options)
            ((IDictionary<string, object?>)next.Options)[option.Key] = option.Value;

        next.Headers.Authorization = null;
        next.Headers.Host = null;
        return next;
    }

    private static TranscribeException Refused(string message) => new("The redirect was refused: " + message);
}
