using System.Text;
using System.Text.Json;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Server.Http;

/// <summary>Values of a run as contents of requests and responses.</summary>
internal static class HttpContents
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The bytes of <paramref name="value"/> and their type: bytes are octets, text is plain, anything else JSON, unless the type says otherwise.</summary>
    public static (ReadOnlyMemory<byte>? Bytes, string? ContentType) Of(object? value, string? contentType)
    {
        var type = string.IsNullOrWhiteSpace(contentType) ? null : contentType;
        return value switch
        {
            null => (null, type),
            byte[] bytes => (bytes, type ?? "application/octet-stream"),
            HttpFile file => (file.Content, type ?? file.ContentType ?? "application/octet-stream"),
            string text => (Encoding.UTF8.GetBytes(text), type ?? "text/plain; charset=utf-8"),
            JsonElement element => (Encoding.UTF8.GetBytes(element.GetRawText()), type ?? "application/json"),
            _ => (JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Json), type ?? "application/json"),
        };
    }

    /// <summary>A body as a value: JSON as an object, texts and XML as text, anything else as a file.</summary>
    /// <exception cref="JsonException">It says that it is JSON and is not.</exception>
    public static object? Parse(ReadOnlyMemory<byte> bytes, string? contentType, string? filename = null)
    {
        if (bytes.IsEmpty)
            return null;

        if (contentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true)
            return ParseJson(bytes.Span);

        return IsText(contentType) ? Encoding.UTF8.GetString(bytes.Span) : new HttpFile(bytes, filename, contentType);
    }

    private static object? ParseJson(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        using var document = JsonDocument.ParseValue(ref reader);
        return reader.Read() ? throw new JsonException("There is more after the JSON value.") : JsonValues.ToPlain(document.RootElement);
    }

    // What does not say what it is was written by people more often than not.
    private static bool IsText(string? contentType) =>
        string.IsNullOrWhiteSpace(contentType)
        || contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        || contentType.Contains("xml", StringComparison.OrdinalIgnoreCase)
        || contentType.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
        || contentType.StartsWith("application/javascript", StringComparison.OrdinalIgnoreCase);
}
