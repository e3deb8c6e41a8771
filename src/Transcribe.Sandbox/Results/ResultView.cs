using System.Text.Json.Nodes;
using Transcribe.Sandbox.Analysis;
using Transcribe.Sandbox.Recognition;
using Transcribe.Sandbox.Storage;

namespace Transcribe.Sandbox.Results;

/// <summary>Adds a result's parts to a row.</summary>
internal sealed class ResultView(DeepLinks links)
{
    public void AddTo(JsonObject row, JobRow job, Transcript transcript, ResultParts parts)
    {
        var analysis = Analyst.Analyse(transcript);
        row["summary"] = analysis.Summary;
        if (parts.Has("chapters"))
            row["chapters"] = Array(analysis.Chapters, part => Chapter(job, part));
        if (parts.Has("acts"))
            row["acts"] = Array(analysis.Acts, part => Chapter(job, part));
        if (parts.Has("sections"))
            row["sections"] = Array(analysis.Sections, part => Section(job, part));
        if (parts.Has("qna"))
            row["qna"] = Array(analysis.Questions, pair => Question(job, pair));
        if (parts.Has("posting_chapters"))
            row["posting_chapters"] = Array(analysis.Chapters, part => Posting(job, part));
        if (parts.Has("segments"))
            AddSegments(row, transcript.Segments, parts);

        row["analysis"] = new JsonObject { ["method"] = Analyst.Method, ["note"] = Analyst.Note, ["recogniser"] = transcript.Recogniser };
    }

    public JsonArray Citations(JobRow job, IReadOnlyList<Citation> citations) => Array(citations, citation => new JsonObject
    {
        ["text"] = citation.Text,
        ["start_seconds"] = Round(citation.Start),
        ["url"] = links.At(job, citation.Start),
    });

    /// <summary>A window of the segments: what is asked for and what is there are told apart by <c>segments_meta</c>.</summary>
    private static void AddSegments(JsonObject row, IReadOnlyList<Segment> segments, ResultParts parts)
    {
        var window = segments.Skip(parts.SegmentsOffset).Take(parts.SegmentsLimit).ToList();
        row["segments"] = Array(window, segment => new JsonObject
        {
            ["start_seconds"] = Round(segment.Start),
            ["end_seconds"] = Round(segment.End),
            ["speaker"] = segment.Speaker,
            ["text"] = segment.Text,
        });
        row["segments_meta"] = new JsonObject
        {
            ["offset"] = parts.SegmentsOffset,
            ["limit"] = parts.SegmentsLimit,
            ["total"] = segments.Count,
            ["has_more"] = parts.SegmentsOffset + window.Count < segments.Count,
        };
    }

    private JsonObject Chapter(JobRow job, Part part) => new()
    {
        ["title"] = part.Title,
        ["summary"] = part.Summary,
        ["start_seconds"] = Round(part.Start),
        ["end_seconds"] = Round(part.End),
        ["url"] = links.At(job, part.Start),
    };

    private JsonObject Section(JobRow job, Part part)
    {
        var section = Chapter(job, part);
        section["text"] = part.Text;
        return section;
    }

    private JsonObject Question(JobRow job, QuestionAnswer pair) => new()
    {
        ["question"] = pair.Question,
        ["answer"] = pair.Answer,
        ["citations"] = Citations(job, pair.Citations),
    };

    private JsonObject Posting(JobRow job, Part part) => new()
    {
        ["timestamp"] = Clock.Short(part.Start),
        ["title"] = part.Title,
        ["start_seconds"] = Round(part.Start),
        ["url"] = links.At(job, part.Start),
    };

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonObject> map) => new([.. items.Select(item => (JsonNode)map(item))]);

    private static double Round(double seconds) => Math.Round(seconds, 3);
}
