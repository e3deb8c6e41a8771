using Transcribe.Activities.Transcription.Speakers;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription.Reading;

/// <summary>What a recording answered.</summary>
public sealed record RecordingAnswer
{
    /// <summary>The question.</summary>
    public string Question { get; init; } = string.Empty;

    /// <summary>The answer in Markdown; <c>[1]</c> stands for the first citation.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>The passages that it rests on.</summary>
    public IReadOnlyList<AnswerCitation> Citations { get; init; } = [];

    /// <summary>Whether the recording holds no answer.</summary>
    public bool NoAnswer { get; init; }

    internal static RecordingAnswer From(string question, Answer answer, SpeakerMap names) => new()
    {
        Question = question,
        Text = names.Apply(answer.Text ?? string.Empty, SpeakerEscape.Markdown),
        NoAnswer = answer.NoAnswer,
        Citations = [.. answer.Citations.Select(citation => new AnswerCitation
        {
            Text = names.Apply(citation.Text ?? string.Empty, SpeakerEscape.None), StartSeconds = citation.StartSeconds, Url = citation.Url,
        })],
    };
}

/// <summary>A passage of the recording.</summary>
public sealed record AnswerCitation
{
    /// <summary>The words.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>Where they are spoken, in seconds.</summary>
    public double? StartSeconds { get; init; }

    /// <summary>A link to that moment, as the vendor made it.</summary>
    public string? Url { get; init; }
}
