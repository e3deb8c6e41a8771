namespace Transcribe.Sandbox.Analysis;

/// <summary>A part of a recording: its sentences' words, a heading and a summary made of them.</summary>
internal sealed record Part(string Title, string Summary, string Text, double Start, double End);

/// <summary>Where an answer stands in the recording.</summary>
internal sealed record Citation(string Text, double Start);

/// <summary>A question and the sentences that answer it.</summary>
internal sealed record QuestionAnswer(string Question, IReadOnlyList<Citation> Citations)
{
    /// <summary>The cited sentences, each with its mark.</summary>
    public string Answer => string.Join(' ', Citations.Select((citation, index) => $"{citation.Text} [{index + 1}]"));
}

internal sealed record AnalysisResult(
    string Summary, IReadOnlyList<Part> Acts, IReadOnlyList<Part> Chapters, IReadOnlyList<Part> Sections, IReadOnlyList<QuestionAnswer> Questions);
