using Transcribe.Activities.Transcription.Speakers;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription;

/// <summary>What a recording is about, made of the chapters, sections and questions that come with the transcription.</summary>
public sealed record Summary
{
    /// <summary>The recording's title; <c>Untitled recording</c> when it has none.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>The summary in Markdown, in the chosen style or by the template.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>The chapters in order.</summary>
    public IReadOnlyList<SummaryPart> Chapters { get; init; } = [];

    /// <summary>The sections in order.</summary>
    public IReadOnlyList<SummaryPart> Sections { get; init; } = [];

    /// <summary>Questions that the recording answers.</summary>
    public IReadOnlyList<SummaryQuestion> Questions { get; init; } = [];

    /// <summary>What was decided, in the recording's words; only for minutes.</summary>
    public IReadOnlyList<string> Decisions { get; init; } = [];

    /// <summary>What somebody is to do, in the recording's words; only for minutes.</summary>
    public IReadOnlyList<string> ActionItems { get; init; } = [];

    /// <summary>The API's id of the job.</summary>
    public string JobId { get; init; } = string.Empty;

    /// <summary>Where the recording came from.</summary>
    public string? Url { get; init; }

    /// <summary>The language; BCP-47.</summary>
    public string? Language { get; init; }

    /// <summary>The recording's length in seconds.</summary>
    public double? DurationSeconds { get; init; }
}

/// <summary>A chapter or section.</summary>
public sealed record SummaryPart
{
    /// <summary>Its heading.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>What it says; empty when the vendor gave only a heading.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>Where it starts, in seconds.</summary>
    public double? StartSeconds { get; init; }

    /// <summary>Where it ends, in seconds.</summary>
    public double? EndSeconds { get; init; }

    /// <summary>A deep link into the recording, as the vendor made it.</summary>
    public string? Url { get; init; }

    internal static IReadOnlyList<SummaryPart> From(IEnumerable<ResultPart> parts, SpeakerMap names) =>
    [
        .. parts.Select(part => new SummaryPart
        {
            Title = names.Apply(part.Title?.Trim() ?? string.Empty, SpeakerEscape.None),
            Text = names.Apply((part.Summary ?? part.Text)?.Trim() ?? string.Empty, SpeakerEscape.None),
            StartSeconds = part.StartSeconds,
            EndSeconds = part.EndSeconds,
            Url = part.Url,
        }).Where(part => part.Title.Length + part.Text.Length > 0)
    ];
}

/// <summary>A question and its answer.</summary>
public sealed record SummaryQuestion
{
    /// <summary>The question.</summary>
    public string Question { get; init; } = string.Empty;

    /// <summary>The answer.</summary>
    public string Answer { get; init; } = string.Empty;

    internal static IReadOnlyList<SummaryQuestion> From(IEnumerable<QuestionAnswer> questions, SpeakerMap names) =>
    [
        .. questions.Where(question => !string.IsNullOrWhiteSpace(question.Question)).Select(question => new SummaryQuestion
        {
            Question = names.Apply(question.Question!.Trim(), SpeakerEscape.None),
            Answer = names.Apply(question.Answer?.Trim() ?? string.Empty, SpeakerEscape.None),
        })
    ];
}
