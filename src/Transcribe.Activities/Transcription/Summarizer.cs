using Transcribe.Activities.Transcription.Speakers;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription;

/// <summary>
/// Makes a summary of what the vendor already found: nothing is invented, and nothing is paid. Only when asked for does it put questions,
/// which use the daily allowance.
/// </summary>
internal sealed class Summarizer(JobHandles handles, SpeakerNames speakers)
{
    private const string Untitled = "Untitled recording";
    private const string DecisionsQuestion = "Which decisions were made? Answer with a short list, one decision a line.";
    private const string ActionsQuestion = "Which action items were agreed, with who does what by when? Answer with a short list, one item a line.";

    public async Task<Summary> SummarizeAsync(JobReference job, SummaryWish wish, CancellationToken cancellationToken)
    {
        var (connection, handle) = await handles.OpenAsync(job, cancellationToken);
        var names = await speakers.ReadAsync(new OpenJob(connection, handle), cancellationToken);
        var result = await handle.GetResultAsync(ResultInclude.Default, cancellationToken);
        var summary = new Summary
        {
            Title = string.IsNullOrWhiteSpace(result.Title) ? Untitled : result.Title.Trim(),
            Chapters = SummaryPart.From(result.Chapters, names),
            Sections = SummaryPart.From(result.Sections, names),
            Questions = SummaryQuestion.From(result.Qna, names),
            JobId = job.JobId,
            Url = result.Url,
            Language = result.DetectedLanguage ?? result.Language,
            DurationSeconds = result.DurationSeconds,
        };
        if (wish.Style == SummaryStyle.Minutes)
            summary = wish.Asks ? await AskAsync(summary, handle, names, cancellationToken) : MeetingPoints.AddTo(summary);

        // A very short recording may come without any analysis: then its own first words are the summary.
        var opening = summary.Chapters.Count + summary.Sections.Count > 0 ? string.Empty : await handle.GetTranscriptAsync(null, cancellationToken);
        return summary with { Text = SummaryText.Write(summary, names.Apply(opening.Trim(), SpeakerEscape.None), wish.Style, wish.MaxLength) };
    }

    private static async Task<Summary> AskAsync(Summary summary, TranscriptionHandle handle, SpeakerMap names, CancellationToken cancellationToken)
    {
        var decisions = await handle.AskAsync(DecisionsQuestion, cancellationToken: cancellationToken);
        var actions = await handle.AskAsync(ActionsQuestion, cancellationToken: cancellationToken);
        return summary with { Decisions = PointsOf(decisions, names), ActionItems = PointsOf(actions, names) };
    }

    private static string[] PointsOf(Answer answer, SpeakerMap names) => answer.NoAnswer
        ? []
        : [.. names.Apply(answer.Text ?? string.Empty, SpeakerEscape.None).Split('\n').Select(line => line.Trim().TrimStart('-', '*', '•').Trim()).Where(line => line.Length > 0)];
}

/// <summary>How a summary is wanted.</summary>
/// <param name="Style">The form of the text.</param>
/// <param name="MaxLength">In characters; 0 for no limit.</param>
/// <param name="Asks">Whether questions may be put, out of the daily allowance.</param>
internal sealed record SummaryWish(SummaryStyle Style, int MaxLength, bool Asks = false);
