using System.Net.Http.Headers;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Server.Http;

/// <summary>Makes calls of what activities are given.</summary>
internal static class OutgoingCalls
{
    // By this header (draft-ietf-httpapi-idempotency-key-header) the other side recognises what a crash made the engine repeat.
    private const string KeyHeader = "Idempotency-Key";

    private static readonly HttpMethod[] Harmless = [HttpMethod.Get, HttpMethod.Head, HttpMethod.Options];

    /// <summary>A call; one that may change something carries the id of the execution as key, unless its headers bring one.</summary>
    /// <exception cref="InvalidOperationException">The URL is none that can be called.</exception>
    public static OutgoingCall Of(
        Uri url, string? method, object? content, string? contentType, string? authorization, IDictionary<string, object>? moreHeaders, ActivityExecutionContext context)
    {
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            throw new InvalidOperationException($"'{url}' is not an absolute http or https URL.");

        var headers = (moreHeaders ?? new Dictionary<string, object>())
            .ToDictionary(header => header.Key, header => ValueConverter.To<string>(header.Value) ?? string.Empty, StringComparer.OrdinalIgnoreCase);
        if (!string.IsNullOrEmpty(authorization))
            headers["Authorization"] = authorization;

        var httpMethod = new HttpMethod((method ?? "GET").ToUpperInvariant());
        if (!Harmless.Contains(httpMethod))
            headers.TryAdd(KeyHeader, context.Id);

        var (bytes, _) = HttpContents.Of(content, contentType, context.GetServices<IHttpContentFactory>());
        return new OutgoingCall(httpMethod, url, string.IsNullOrEmpty(contentType) ? null : bytes, contentType, headers);
    }

    /// <summary>Says why no answer came: in the journal, and in the run's story, where the outcome alone would leave people guessing.</summary>
    public static void Explain(ActivityExecutionContext context, Exception exception)
    {
        context.AddExecutionLogEntry("Error", exception.Message);
        context.JournalData["Error"] = exception.Message;
    }

    /// <summary>An Authorization header that has the form of one.</summary>
    /// <exception cref="InvalidOperationException">It has not; the message does not repeat it.</exception>
    public static string? Checked(string? authorization) => string.IsNullOrEmpty(authorization) || AuthenticationHeaderValue.TryParse(authorization, out _)
        ? authorization
        : throw new InvalidOperationException("The Authorization header is not a scheme followed by one value, such as 'Bearer …'. To send it all the same, disable its validation.");
}
