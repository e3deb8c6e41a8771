using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Transcribe.Client.Errors;

/// <summary>
/// Reads an error answer: the API's envelope <c>{ "error": { code, message, … } }</c>, problem details, or anything else that a proxy
/// in between may say.
/// </summary>
internal static class ApiErrorReader
{
    private const int LongestProse = 300;

    public static async Task<ApiFault> ReadAsync(HttpResponseMessage response, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var root = Parse(text);
        var error = root is { } json && json.TryGetProperty("error", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : root;
        var secret = response.RequestMessage?.Headers.Authorization?.Parameter;

        var fault = new ApiFault
        {
            StatusCode = response.StatusCode,
            Code = Text(error, "code") ?? LastSegment(Text(error, "type")) ?? Text(root, "error"),
            Reason = Text(error, "reason"),
            Message = Redaction.Scrub(Text(error, "message") ?? Text(error, "detail") ?? Text(error, "title") ?? Prose(response, text), secret),
            RequestId = RequestIdOf(response) ?? Text(error, "request_id") ?? Text(error, "requestId") ?? Text(error, "traceId"),
            DocUrl = Text(error, "doc_url"),
            RetryAfter = RetryAfterOf(response, now),
            ChargeUsd = Number(error, "charge_usd"),
            MaxChargeUsd = Number(error, "max_charge_usd"),
            Errors = FieldErrors(error),
        };

        return fault with { IsTransient = Transience.Of(fault) };
    }

    public static string? RequestIdOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-Request-Id", out var values) ? values.FirstOrDefault() : null;

    /// <summary><c>Retry-After</c> as a span from now, from seconds or from a date; null when absent.</summary>
    public static TimeSpan? RetryAfterOf(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };

    private static JsonElement? Parse(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{"))
            return null;

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement? element, string name) =>
        element is { } json && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static decimal? Number(JsonElement? element, string name)
    {
        if (element is not { } json || !json.TryGetProperty(name, out var value))
            return null;

        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        return decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static Dictionary<string, string[]> FieldErrors(JsonElement? element)
    {
        var found = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (element is not { } json || !json.TryGetProperty("errors", out var errors) || errors.ValueKind != JsonValueKind.Object)
            return found;

        foreach (var field in errors.EnumerateObject())
        {
            found[field.Name] = field.Value.ValueKind == JsonValueKind.Array
                ? [.. field.Value.EnumerateArray().Select(x => Redaction.Scrub(x.ToString()))]
                : [Redaction.Scrub(field.Value.ToString())];
        }

        return found;
    }

    // RFC 9457: the type is a URI; "about:blank" says nothing.
    private static string? LastSegment(string? type) =>
        type is null or "about:blank" ? null : type.Split('/', '#', ':').LastOrDefault(x => x.Length > 0);

    private static string Prose(HttpResponseMessage response, string text)
    {
        var isPage = response.Content.Headers.ContentType?.MediaType is "text/html" || text.AsSpan().TrimStart().StartsWith("<");
        if (string.IsNullOrWhiteSpace(text) || isPage)
            return isPage ? "The answer was a web page, which points to a proxy or a wrong address." : $"The answer was empty ({ReasonOf(response.StatusCode)}).";

        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= LongestProse ? line : line[..LongestProse] + "…";
    }

    private static string ReasonOf(HttpStatusCode status) => $"{(int)status} {status}";
}
