namespace Transcribe.Client.Uploads;

/// <summary>The media types that the API takes, and what a file's extension means. Source: the vendor's command-line client.</summary>
internal static class MediaTypes
{
    private static readonly HashSet<string> Accepted = new(StringComparer.OrdinalIgnoreCase)
    {
        "audio/mpeg", "audio/mp3", "audio/wav", "audio/m4a", "audio/mp4", "audio/x-m4a", "audio/aac", "audio/ogg", "audio/webm", "audio/flac",
        "video/mp4", "video/webm", "video/quicktime", "video/x-msvideo",
    };

    private static readonly Dictionary<string, string> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".mp3"] = "audio/mpeg",
        [".mpga"] = "audio/mpeg",
        [".wav"] = "audio/wav",
        [".m4a"] = "audio/m4a",
        [".aac"] = "audio/aac",
        [".ogg"] = "audio/ogg",
        [".oga"] = "audio/ogg",
        [".flac"] = "audio/flac",
        [".webm"] = "video/webm",
        [".mp4"] = "video/mp4",
        [".mov"] = "video/quicktime",
        [".avi"] = "video/x-msvideo",
    };

    public static bool IsKnown(string fileName) => ByExtension.ContainsKey(Path.GetExtension(fileName));

    public static string Of(UploadRequest request)
    {
        var type = request.ContentType ?? ByExtension.GetValueOrDefault(Path.GetExtension(request.FileName));
        if (type is not null && Accepted.Contains(type))
            return type;

        throw new ArgumentException(
            $"The API takes no '{request.ContentType ?? Path.GetExtension(request.FileName)}'. Set ContentType to one of: {string.Join(", ", Accepted)}.", nameof(request));
    }
}
