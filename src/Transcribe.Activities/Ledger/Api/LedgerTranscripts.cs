using Transcribe.Activities.Connections;
using Transcribe.Activities.Transcription;
using Transcribe.Activities.Transcription.Reading;
using Transcribe.Activities.Transcription.Speakers;
using Transcribe.Client;

namespace Transcribe.Activities.Ledger.Api;

/// <summary>Reads what became of a job from the API, with the names that Name Speakers gave. Nothing of it is kept here.</summary>
internal sealed class LedgerTranscripts(IJobLedger ledger, ITranscribeConnections connections, SpeakerNames speakers)
{
    private const ResultInclude Parts = ResultInclude.Chapters | ResultInclude.Segments;

    /// <summary>The words with their speakers and times, and the chapters; null: there is no such row, or it never became a job.</summary>
    public async Task<TranscriptionContent?> ReadAsync(string ledgerId, CancellationToken cancellationToken)
    {
        if (await OpenAsync(ledgerId, cancellationToken) is not { } job)
            return null;

        var result = await job.Handle.GetResultAsync(Parts, cancellationToken);
        return TranscriptionContent.From(result, await speakers.ReadAsync(job, cancellationToken));
    }

    /// <summary>The text of a file; null: there is no such row, or it never became a job.</summary>
    public async Task<TranscriptFile?> ReadFileAsync(string ledgerId, TranscriptFileFormat format, CancellationToken cancellationToken)
    {
        if (await OpenAsync(ledgerId, cancellationToken) is not { } job)
            return null;

        var (text, escape) = format switch
        {
            TranscriptFileFormat.Srt => (await SubtitlesAsync(job, SubtitleFormat.Srt, cancellationToken), SpeakerEscape.None),
            TranscriptFileFormat.Vtt => (await SubtitlesAsync(job, SubtitleFormat.Vtt, cancellationToken), SpeakerEscape.Vtt),
            TranscriptFileFormat.Md => (await TranscriptAsync(job, TranscriptFormat.Markdown, cancellationToken), SpeakerEscape.Markdown),
            _ => (await TranscriptAsync(job, TranscriptFormat.Text, cancellationToken), SpeakerEscape.None),
        };
        var names = await speakers.ReadAsync(job, cancellationToken);
        var title = (await ledger.FindJobAsync(job.Connection, job.Handle.Id.Value, cancellationToken))?.Outcome?.Title;
        return new TranscriptFile(title, names.Apply(text, escape));
    }

    // A row that used an earlier job has that row's transcript.
    private async Task<OpenJob?> OpenAsync(string ledgerId, CancellationToken cancellationToken)
    {
        var entry = await ledger.FindAsync(ledgerId, cancellationToken);
        if (entry?.ReusedId is { } earlier)
            entry = await ledger.FindAsync(earlier, cancellationToken);

        return entry?.JobId is { } job ? new OpenJob(entry.Connection, connections.Get(entry.Connection).GetHandle(job)) : null;
    }

    private static Task<string> SubtitlesAsync(OpenJob job, SubtitleFormat format, CancellationToken cancellationToken) =>
        job.Handle.GetSubtitlesAsync(new SubtitleOptions { Format = format }, cancellationToken);

    private static Task<string> TranscriptAsync(OpenJob job, TranscriptFormat format, CancellationToken cancellationToken) =>
        job.Handle.GetTranscriptAsync(new TranscriptOptions { Format = format, SpeakerLabels = true, Timestamps = true }, cancellationToken);
}

/// <summary>The text of a transcript or subtitle file.</summary>
/// <param name="Title">The recording's title.</param>
/// <param name="Text">The file.</param>
internal sealed record TranscriptFile(string? Title, string Text);

/// <summary>The files that can be had of a job, by their extension.</summary>
internal enum TranscriptFileFormat
{
    Txt,
    Md,
    Srt,
    Vtt,
}
