using System.Text;
using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Transcriptions;

namespace Transcribe.Sandbox.Subtitles;

internal static class SubtitleEndpoints
{
    public static void MapSubtitles(this IEndpointRouteBuilder api) => api.MapGet("/transcriptions/{id}/subtitles", GetAsync);

    private static async Task<IResult> GetAsync(string id, HttpContext http, TranscriptionLookup lookup)
    {
        var query = http.Request.Query;
        var format = query.OneOf("format", "srt", "srt", "vtt", "vtt-karaoke", "json");
        var preset = SubtitlePreset.Read(query);
        var speakers = query.Flag("speaker_labels", false);
        var wordByWord = query.OneOf("mode", "auto", "auto", "word", "sentence") == "word";
        var source = query.OneOf("source", "auto", "auto", "generated", "materialized");

        var (_, transcript) = await lookup.GetCompletedAsync(id);
        if (source == "materialized")
            throw ApiErrors.NotReady("This transcription has no stored subtitles: ask for source=generated.", "artifact_missing");

        var cues = CueMaker.Make(transcript, preset, wordByWord);
        return format switch
        {
            "vtt" => TypedResults.Text(SubtitleWriter.Vtt(cues, preset, speakers), "text/vtt", Encoding.UTF8),
            "vtt-karaoke" => TypedResults.Text(SubtitleWriter.Karaoke(cues, speakers), "text/vtt", Encoding.UTF8),
            "json" => Answer.Json(SubtitleWriter.Json(cues)),
            _ => TypedResults.Text(SubtitleWriter.Srt(cues, preset, speakers), "application/x-subrip", Encoding.UTF8),
        };
    }
}
