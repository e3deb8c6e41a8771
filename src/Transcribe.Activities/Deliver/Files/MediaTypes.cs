using Microsoft.AspNetCore.StaticFiles;

namespace Transcribe.Activities.Deliver;

/// <summary>Media types by file name: ASP.NET's list, and what it lacks of what is made here.</summary>
internal static class MediaTypes
{
    private static readonly FileExtensionContentTypeProvider Known = new(new Dictionary<string, string>(new FileExtensionContentTypeProvider().Mappings, StringComparer.OrdinalIgnoreCase)
    {
        [".md"] = "text/markdown; charset=utf-8",
        [".txt"] = "text/plain; charset=utf-8",
        [".html"] = "text/html; charset=utf-8",
        [".srt"] = "application/x-subrip; charset=utf-8",
        [".vtt"] = "text/vtt; charset=utf-8",
        [".wav"] = "audio/wav",
    });

    public static string? Of(string name) => Known.TryGetContentType(name, out var type) ? type : null;
}
