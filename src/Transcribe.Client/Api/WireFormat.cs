namespace Transcribe.Client.Api;

/// <summary>The API's words for this client's values. Query parameters are written here because Refit would send <c>True</c>.</summary>
internal static class WireFormat
{
    private static readonly (ResultInclude Part, string Name)[] Parts =
    [
        (ResultInclude.Chapters, "chapters"),
        (ResultInclude.Sections, "sections"),
        (ResultInclude.Qna, "qna"),
        (ResultInclude.Segments, "segments"),
        (ResultInclude.Acts, "acts"),
        (ResultInclude.PostingChapters, "posting_chapters"),
    ];

    public static string? Of(bool? value) => value switch { null => null, true => "true", false => "false" };

    public static string Of(ResultInclude include)
    {
        if (include == ResultInclude.None || (include & ~ResultInclude.All) != ResultInclude.None)
            throw new ArgumentOutOfRangeException(nameof(include), include, "Name at least one part of the result, and only known ones.");

        return string.Join(',', Parts.Where(x => include.HasFlag(x.Part)).Select(x => x.Name));
    }

    public static string Of(TranscriptFormat format) => format switch
    {
        TranscriptFormat.Text => "txt",
        TranscriptFormat.Markdown => "md",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Transcripts are text or Markdown."),
    };

    public static string Of(SubtitleFormat format) => format switch
    {
        SubtitleFormat.Srt => "srt",
        SubtitleFormat.Vtt => "vtt",
        SubtitleFormat.VttKaraoke => "vtt-karaoke",
        SubtitleFormat.Json => "json",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Subtitles are srt, vtt, vtt-karaoke or json."),
    };
}
