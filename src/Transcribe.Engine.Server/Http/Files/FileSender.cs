using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Transcribe.Engine.Server.Http;

/// <summary>Sends a prepared file, whole or the part that the caller asks for.</summary>
internal static class FileSender
{
    public static Task SendAsync(HttpContext http, PreparedFile file) => TypedResults.Bytes(
        file.Content,
        file.ContentType,
        file.Filename,
        file.AllowsRanges,
        lastModified: null,
        file.EntityTag is { Length: > 0 } tag ? TagOf(tag) : null).ExecuteAsync(http);

    // As the standard writes it, or a bare value.
    private static EntityTagHeaderValue TagOf(string tag) =>
        EntityTagHeaderValue.TryParse(tag, out var parsed) ? parsed : new EntityTagHeaderValue($"\"{tag.Replace("\"", string.Empty, StringComparison.Ordinal)}\"");
}
