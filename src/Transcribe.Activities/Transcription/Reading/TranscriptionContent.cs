using Transcribe.Activities.Transcription.Speakers;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription.Reading;

/// <summary>The parts of a result that were asked for; the others are empty.</summary>
public sealed record TranscriptionContent
{
    /// <summary>The API's id of the job.</summary>
    public string JobId { get; init; } = string.Empty;

    /// <summary>The recording's title.</summary>
    public string? Title { get; init; }

    /// <summary>Where the recording came from.</summary>
    public string? Url { get; init; }

    /// <summary>The language; BCP-47.</summary>
    public string? Language { get; init; }

    /// <summary>The recording's length in seconds.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>The chapters in order.</summary>
    public IReadOnlyList<SummaryPart> Chapters { get; init; } = [];

    /// <summary>The sections in order.</summary>
    public IReadOnlyList<SummaryPart> Sections { get; init; } = [];

    /// <summary>The acts in order.</summary>
    public IReadOnlyList<SummaryPart> Acts { get; init; } = [];

    /// <summary>Questions that the recording answers.</summary>
    public IReadOnlyList<SummaryQuestion> Questions { get; init; } = [];

    /// <summary>Everything that was said, in order.</summary>
    public IReadOnlyList<SpokenSegment> Segments { get; init; } = [];

    internal static TranscriptionContent From(TranscriptionResult result, SpeakerMap names) => new()
    {
        JobId = result.Id.Value,
        Title = result.Title,
        Url = result.Url,
        Language = result.DetectedLanguage ?? result.Language,
        DurationSeconds = result.DurationSeconds,
        Chapters = SummaryPart.From(result.Chapters, names),
        Sections = SummaryPart.From(result.Sections, names),
        Acts = SummaryPart.From(result.Acts, names),
        Questions = SummaryQuestion.From(result.Qna, names),
        Segments = [.. result.Segments.Select(segment => new SpokenSegment
        {
            StartSeconds = segment.StartSeconds, EndSeconds = segment.EndSeconds, Speaker = names.NameOf(segment.Speaker), Text = segment.Text ?? string.Empty,
        })],
    };
}

/// <summary>Some words of one speaker.</summary>
public sealed record SpokenSegment
{
    /// <summary>Where it begins, in seconds.</summary>
    public double? StartSeconds { get; init; }

    /// <summary>Where it ends, in seconds.</summary>
    public double? EndSeconds { get; init; }

    /// <summary>The speaker's name, or the vendor's label; null when unknown.</summary>
    public string? Speaker { get; init; }

    /// <summary>The words.</summary>
    public string Text { get; init; } = string.Empty;
}
