using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Server.Http;

/// <summary>Values of a run as contents of requests and responses.</summary>
internal static class HttpContents
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string[] BinaryTypes = ["audio/", "video/", "image/", "font/", "application/octet-stream", "application/pdf", "application/zip", "application/gzip"];

    /// <summary>
    /// The bytes of <paramref name="value"/> and their type: bytes are octets, text is plain, anything else JSON, unless the type says otherwise.
    /// An object is a form where the type is one, and what JSON puts in quotes goes without them where it is a text.
    /// </summary>
    public static (ReadOnlyMemory<byte>? Bytes, string? ContentType) Of(object? value, string? contentType, IEnumerable<IHttpContentFactory> factories)
    {
        var type = string.IsNullOrWhiteSpace(contentType) ? null : contentType;
        if (value is not null && type is not null && factories.FirstOrDefault(factory => Has(factory.SupportedContentTypes, type)) is { } own)
            return (own.CreateContent(value, type), type);

        return value switch
        {
            null => (null, type),
            byte[] bytes => (bytes, type ?? "application/octet-stream"),
            HttpFile file => (file.Content, type ?? file.ContentType ?? "application/octet-stream"),
            Stream stream => (ReadAll(stream), type ?? "application/octet-stream"),
            string text => (Encoding.UTF8.GetBytes(text), type ?? "text/plain; charset=utf-8"),
            _ when FormBody.Of(value, type) is { } form => (form, type),
            JsonElement element => (Encoding.UTF8.GetBytes(element.GetRawText()), type ?? "application/json"),
            _ when type is not null && IsText(type) && JsonSerializer.SerializeToElement(value, value.GetType(), Json) is { ValueKind: JsonValueKind.String } quoted =>
                (Encoding.UTF8.GetBytes(quoted.GetString()!), type),
            _ => (JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Json), type ?? "application/json"),
        };
    }

    /// <summary>The body of a request as a value: JSON as an object, texts and XML as text, anything else as a file.</summary>
    /// <param name="bytes">The body.</param>
    /// <param name="contentType">What it says it is.</param>
    /// <param name="keepsText">Whether JSON is wanted as the text that came: whoever checks a signature needs every blank of it.</param>
    /// <param name="services">Has the host's parsers.</param>
    /// <exception cref="JsonException">It says that it is JSON and is not.</exception>
    public static object? OfRequest(ReadOnlyMemory<byte> bytes, string? contentType, bool keepsText, IServiceProvider services) =>
        Parse(bytes, contentType, IsText(contentType), keepsText, null, services);

    /// <summary>The body of an answer as a value: JSON as an object, sound, pictures, archives and the like as a file, anything else as text.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="keepsText">Whether JSON is wanted as the text that came.</param>
    /// <param name="services">Has the host's parsers.</param>
    /// <exception cref="InvalidDataException">It says that it is JSON and is not.</exception>
    public static object? OfAnswer(OutgoingAnswer answer, bool keepsText, IServiceProvider services)
    {
        try
        {
            return Parse(answer.Content, answer.ContentType, !IsBinary(answer.ContentType), keepsText, answer.Filename, services);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"The other side answered {answer.StatusCode} and says that the content is JSON ({answer.ContentType}), but it is not. A variable of the type String takes it as it came.", exception);
        }
    }

    private static object? Parse(ReadOnlyMemory<byte> bytes, string? contentType, bool isText, bool keepsText, string? filename, IServiceProvider services)
    {
        if (bytes.IsEmpty)
            return null;

        if (contentType is not null && services.GetServices<IHttpContentParser>().FirstOrDefault(parser => Has(parser.SupportedContentTypes, contentType)) is { } own)
            return own.Parse(bytes, contentType);

        if (contentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true)
            return keepsText ? Encoding.UTF8.GetString(bytes.Span) : ParseJson(bytes.Span);

        return isText ? Encoding.UTF8.GetString(bytes.Span) : new HttpFile(bytes, filename, contentType);
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    // Of "text/csv; charset=utf-8" the first part says what it is.
    private static bool Has(IEnumerable<string> types, string contentType) =>
        types.Contains(contentType.Split(';')[0].Trim(), StringComparer.OrdinalIgnoreCase);

    private static object? ParseJson(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        using var document = JsonDocument.ParseValue(ref reader);
        return reader.Read() ? throw new JsonException("There is more after the JSON value.") : JsonValues.ToPlain(document.RootElement);
    }

    private static bool IsBinary(string? contentType) =>
        contentType is not null && Array.Exists(BinaryTypes, type => contentType.StartsWith(type, StringComparison.OrdinalIgnoreCase));

    // What does not say what it is was written by people more often than not.
    private static bool IsText(string? contentType) =>
        string.IsNullOrWhiteSpace(contentType)
        || contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        || contentType.Contains("xml", StringComparison.OrdinalIgnoreCase)
        || contentType.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
        || contentType.StartsWith("application/javascript", StringComparison.OrdinalIgnoreCase);
}
