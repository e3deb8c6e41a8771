using System.Net.Http.Headers;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Server.Http;

/// <summary>Makes calls of what activities are given.</summary>
internal static class OutgoingCalls
{
    /// <exception cref="InvalidOperationException">The URL is none that can be called.</exception>
    public static OutgoingCall Of(Uri url, string? method, object? content, string? contentType, string? authorization, IDictionary<string, object>? moreHeaders)
    {
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            throw new InvalidOperationException($"'{url}' is not an absolute http or https URL.");

        var headers = (moreHeaders ?? new Dictionary<string, object>())
            .ToDictionary(header => header.Key, header => ValueConverter.To<string>(header.Value) ?? string.Empty, StringComparer.OrdinalIgnoreCase);
        if (!string.IsNullOrEmpty(authorization))
            headers["Authorization"] = authorization;

        var (bytes, _) = HttpContents.Of(content, contentType);
        return new OutgoingCall(new HttpMethod((method ?? "GET").ToUpperInvariant()), url, string.IsNullOrEmpty(contentType) ? null : bytes, contentType, headers);
    }

    /// <summary>An Authorization header that has the form of one.</summary>
    /// <exception cref="InvalidOperationException">It has not; the message does not repeat it.</exception>
    public static string? Checked(string? authorization) => string.IsNullOrEmpty(authorization) || AuthenticationHeaderValue.TryParse(authorization, out _)
        ? authorization
        : throw new InvalidOperationException("The Authorization header is not a scheme followed by one value, such as 'Bearer …'. To send it all the same, disable its validation.");
}
