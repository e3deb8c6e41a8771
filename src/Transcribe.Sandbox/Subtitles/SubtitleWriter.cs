using System.Text;
using System.Text.Json.Nodes;
using Transcribe.Sandbox.Recognition;
using Transcribe.Sandbox.Results;

namespace Transcribe.Sandbox.Subtitles;

/// <summary>Writes cues as SRT, WebVTT (plain, or with a time on every word) or JSON. No cues, no body.</summary>
internal static class SubtitleWriter
{
    public static string Srt(IReadOnlyList<Cue> cues, SubtitlePreset preset, bool speakers) =>
        Write(cues, string.Empty, ',', cue => Lines(Label(cue, speakers), cue.Words.Select(word => word.Text), preset));

    public static string Vtt(IReadOnlyList<Cue> cues, SubtitlePreset preset, bool speakers) =>
        Write(cues, "WEBVTT\n\n", '.', cue => Lines(Label(cue, speakers), cue.Words.Select(word => Escape(word.Text)), preset));

    public static string Karaoke(IReadOnlyList<Cue> cues, bool speakers) =>
        Write(cues, "WEBVTT\n\n", '.', cue => Label(cue, speakers) + string.Join(' ', cue.Words.Select(Timed)));

    public static JsonArray Json(IReadOnlyList<Cue> cues) => new([.. cues.Select((cue, index) => (JsonNode)new JsonObject
    {
        ["index"] = index + 1,
        ["start_seconds"] = Math.Round(cue.Start, 3),
        ["end_seconds"] = Math.Round(cue.End, 3),
        ["speaker"] = cue.Speaker,
        ["text"] = string.Join(' ', cue.Words.Select(word => word.Text)),
    })]);

    private static string Write(IReadOnlyList<Cue> cues, string head, char separator, Func<Cue, string> text)
    {
        if (cues.Count == 0)
            return string.Empty;

        var body = new StringBuilder(head);
        for (var index = 0; index < cues.Count; index++)
        {
            var cue = cues[index];
            body.Append(index + 1).Append('\n')
                .Append(Clock.Full(cue.Start, separator)).Append(" --> ").Append(Clock.Full(cue.End, separator)).Append('\n')
                .Append(text(cue)).Append("\n\n");
        }

        body.Length--;
        return body.ToString();
    }

    private static string Lines(string label, IEnumerable<string> words, SubtitlePreset preset)
    {
        var text = new StringBuilder(label);
        var length = 0;
        foreach (var word in words)
        {
            var breaks = length > 0 && length + 1 + word.Length > preset.LineLength;
            if (length > 0)
                text.Append(breaks ? '\n' : ' ');
            text.Append(word);
            length = breaks || length == 0 ? word.Length : length + 1 + word.Length;
        }

        return text.ToString();
    }

    private static string Timed(Word word) => $"<{Clock.Full(word.Start, '.')}><c>{Escape(word.Text)}</c>";

    private static string Label(Cue cue, bool speakers) => speakers && cue.Speaker is { } speaker ? $"[{speaker}] " : string.Empty;

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
