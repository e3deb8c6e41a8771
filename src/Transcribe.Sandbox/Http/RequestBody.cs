using System.Text.Json;

namespace Transcribe.Sandbox.Http;

/// <summary>Reads a JSON body once, with a limit; the bytes stay at hand for the idempotency check.</summary>
internal static class RequestBody
{
    private const int MaxBytes = 256 * 1024;
    private static readonly object BytesKey = new();

    public static async Task<byte[]> ReadBytesAsync(this HttpContext http)
    {
        if (http.Items[BytesKey] is byte[] known)
            return known;

        using var buffer = new MemoryStream();
        var chunk = new byte[8192];
        int read;
        while ((read = await http.Request.Body.ReadAsync(chunk, http.RequestAborted)) > 0)
        {
            if (buffer.Length + read > MaxBytes)
                throw new ApiException(StatusCodes.Status413PayloadTooLarge, "invalid_request", $"A request body may hold {MaxBytes / 1024} KB.");
            buffer.Write(chunk, 0, read);
        }

        var bytes = buffer.ToArray();
        http.Items[BytesKey] = bytes;
        return bytes;
    }

    /// <summary>The body as <typeparamref name="T"/>; an empty body is an empty object.</summary>
    public static async Task<T> ReadJsonAsync<T>(this HttpContext http)
        where T : class, new()
    {
        var bytes = await http.ReadBytesAsync();
        if (bytes.Length == 0)
            return new T();

        try
        {
            return JsonSerializer.Deserialize<T>(bytes, ApiJson.Options) ?? throw ApiErrors.Invalid("The body must be a JSON object.");
        }
        catch (JsonException e)
        {
            var place = string.IsNullOrEmpty(e.Path) || e.Path == "$" ? string.Empty : $" at {e.Path}";
            throw ApiErrors.Invalid($"The body is not the JSON that was expected{place} (line {e.LineNumber + 1}).");
        }
    }
}
