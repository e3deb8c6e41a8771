using System.Text.Json;

namespace Transcribe.Client;

/// <summary>What was heard and what was made of it. Parts that were not asked for are empty.</summary>
public sealed record TranscriptionResult : Transcription
{
    /// <summary>Chapters in order.</summary>
    public IReadOnlyList<ResultPart> Chapters { get; init => field = value ?? []; } = [];

    /// <summary>Sections in order.</summary>
    public IReadOnlyList<ResultPart> Sections { get; init => field = value ?? []; } = [];

    /// <summary>Acts in order.</summary>
    public IReadOnlyList<ResultPart> Acts { get; init => field = value ?? []; } = [];

    /// <summary>Questions and answers.</summary>
    public IReadOnlyList<QuestionAnswer> Qna { get; init => field = value ?? []; } = [];

    /// <summary>Every segment of the recording in order: all windows joined, never a part of them.</summary>
    public IReadOnlyList<Segment> Segments { get; init => field = value ?? []; } = [];

    /// <summary>Chapters as one posts them; their shape is not published, so they are kept as they came.</summary>
    public JsonElement? PostingChapters { get; init; }

    /// <summary>Which window of segments the API answered; null after the windows were joined.</summary>
    public SegmentsMeta? SegmentsMeta { get; init; }
}
