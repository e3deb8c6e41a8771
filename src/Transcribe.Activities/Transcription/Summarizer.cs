using Transcribe.Activities.Connections;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription;

/// <summary>Makes a summary of what the vendor already found: nothing is invented, and nothing is paid.</summary>
internal sealed class Summarizer(ITranscribeConnections connections, Ledger.IJobLedger ledger)
{
    private const string Untitled = "Untitled recording";

    public async Task<Summary> SummarizeAsync(JobReference job, SummaryStyle style, int maxLength, CancellationToken cancellationToken)
    {
        var connection = job.Connection ?? (await ledger.FindJobAsync(null, job.JobId, cancellationToken))?.Connection ?? ConnectionNames.Default;
        var handle = connections.Get(connection).GetHandle(job.JobId);
        var result = await handle.GetResultAsync(ResultInclude.Default, cancellationToken);
        var summary = new Summary
        {
            Title = string.IsNullOrWhiteSpace(result.Title) ? Untitled : result.Title.Trim(),
            Chapters = ToParts(result.Chapters),
            Sections = ToParts(result.Sections),
            Questions = [.. result.Qna.Where(x => !string.IsNullOrWhiteSpace(x.Question)).Select(ToQuestion)],
            JobId = job.JobId,
            Url = result.Url,
            Language = result.DetectedLanguage ?? result.Language,
            DurationSeconds = result.DurationSeconds,
        };

        // A very short recording may come without any analysis: then its own first words are the summary.
        var opening = summary.Chapters.Count + summary.Sections.Count > 0 ? string.Empty : await handle.GetTranscriptAsync(null, cancellationToken);
        return summary with { Text = SummaryText.Write(summary, opening.Trim(), style, maxLength) };
    }

    private static IReadOnlyList<SummaryPart> ToParts(IEnumerable<ResultPart> parts) =>
    [
        .. parts.Select(part => new SummaryPart
        {
            Title = part.Title?.Trim() ?? string.Empty,
            Text = (part.Summary ?? part.Text)?.Trim() ?? string.Empty,
            StartSeconds = part.StartSeconds,
            EndSeconds = part.EndSeconds,
            Url = part.Url,
        }).Where(part => part.Title.Length + part.Text.Length > 0)
    ];

    private static SummaryQuestion ToQuestion(QuestionAnswer qna) => new() { Question = qna.Question!.Trim(), Answer = qna.Answer?.Trim() ?? string.Empty };
}
