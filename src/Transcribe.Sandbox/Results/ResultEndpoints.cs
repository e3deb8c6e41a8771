using System.Net.Mime;
using System.Text;
using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Transcriptions;

namespace Transcribe.Sandbox.Results;

internal static class ResultEndpoints
{
    public static void MapResults(this IEndpointRouteBuilder api)
    {
        api.MapGet("/transcriptions/{id}/result", ResultAsync);
        api.MapGet("/transcriptions/{id}/transcript", TranscriptAsync);
    }

    private static async Task<Answer> ResultAsync(string id, HttpContext http, TranscriptionLookup lookup, TranscriptionView view, ResultView results)
    {
        var parts = ResultParts.Parse(http.Request.Query);
        var (job, transcript) = await lookup.GetCompletedAsync(id);
        var row = view.Row(job);
        results.AddTo(row, job, transcript, parts);
        return Answer.Json(row);
    }

    private static async Task<IResult> TranscriptAsync(string id, HttpContext http, TranscriptionLookup lookup)
    {
        var query = http.Request.Query;
        var markdown = query.OneOf("format", "txt", "txt", "md") == "md";
        var speakers = query.Flag("speaker_labels", markdown);
        var times = query.Flag("timestamps", markdown);
        var (job, transcript) = await lookup.GetCompletedAsync(id);

        return markdown
            ? TypedResults.Text(TranscriptText.Markdown(job.Title, transcript, speakers, times), "text/markdown", Encoding.UTF8)
            : TypedResults.Text(TranscriptText.Plain(transcript, speakers, times), MediaTypeNames.Text.Plain, Encoding.UTF8);
    }
}
