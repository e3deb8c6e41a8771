using Transcribe.Sandbox.Http;

namespace Transcribe.Sandbox.Results;

/// <summary>Which parts of a result a client asked for.</summary>
internal sealed record ResultParts(IReadOnlySet<string> Names, int SegmentsOffset, int SegmentsLimit)
{
    private const string Default = "chapters,sections,qna";
    private const int DefaultSegments = 200;
    private const int MaxSegments = 1000;
    private static readonly string[] Known = ["chapters", "acts", "sections", "qna", "segments", "posting_chapters"];

    public bool Has(string name) => Names.Contains(name);

    public static ResultParts Parse(IQueryCollection query)
    {
        var text = query["include"].ToString();
        var names = (text.Length == 0 ? Default : text).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.FirstOrDefault(name => name != "all" && !Known.Contains(name)) is { } unknown)
            throw ApiErrors.Invalid($"include '{unknown}' is unknown: use {string.Join(", ", Known)} or all.");

        return new ResultParts(
            (names.Contains("all") ? Known : names).ToHashSet(),
            query.Int("segments_offset", 0, 0, int.MaxValue),
            query.Int("segments_limit", DefaultSegments, 1, MaxSegments));
    }
}
