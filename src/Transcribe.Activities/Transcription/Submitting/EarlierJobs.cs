using Transcribe.Activities.Ledger;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription.Submitting;

/// <summary>
/// What a step paid for in the run that is replayed: the same request is not paid for again, whatever its reuse policy says. A job that failed there was not
/// paid for; another recording or another model is another job.
/// </summary>
internal sealed class EarlierJobs(IJobLedger ledger)
{
    /// <summary>The job of the same request; null: there is none.</summary>
    public async Task<EarlierJob?> FindAsync(JobSubmission submission, JobMedia media, CancellationToken cancellationToken)
    {
        foreach (var row in await ListAsync(submission, cancellationToken))
        {
            if (row.Connection != submission.Connection || row.Key == submission.IdempotencyKey || !IsSame(row, submission, media))
                continue;
            if (row is { JobId: null, ReusedId: null, AttemptedAt: not null })
                return new EarlierJob(row, IsUnanswered: true);
            if (await FindPaidAsync(row, cancellationToken) is { } paid)
                return new EarlierJob(paid, IsUnanswered: false);
        }

        return null;
    }

    // An upload that was made once more has another id; what it holds tells.
    private static bool IsSame(LedgerEntry row, JobSubmission submission, JobMedia media) =>
        row.RequestHash == media.HashOf(submission) || (row.MediaKey is not null && row.MediaKey == media.KeyOf(submission));

    private async Task<LedgerEntry?> FindPaidAsync(LedgerEntry row, CancellationToken cancellationToken)
    {
        var own = row.ReusedId is { } reused ? await ledger.FindAsync(reused, cancellationToken) : row;

        // A job that was tried again keeps its id; its last attempt is the one that counts.
        var job = own?.JobId is { } jobId ? await ledger.FindJobAsync(own.Connection, jobId, cancellationToken) : null;
        return job is { CompletedAt: null } || job?.Status == TranscriptionStatus.Completed.Value ? job : null;
    }

    private async Task<List<LedgerEntry>> ListAsync(JobSubmission submission, CancellationToken cancellationToken)
    {
        var rows = new List<LedgerEntry?>();
        if (submission.EarlierRow is { } id)
            rows.Add(await ledger.FindAsync(id, cancellationToken));
        foreach (var execution in submission.Earlier)
            rows.Add(await ledger.FindByExecutionAsync(execution.InstanceId, execution.ExecutionId, cancellationToken));
        return [.. rows.OfType<LedgerEntry>()];
    }
}

/// <summary>The job of an earlier run for the same request.</summary>
/// <param name="Row">Its row.</param>
/// <param name="IsUnanswered">Whether nobody knows if it was accepted: then only the same request under its key is safe.</param>
internal sealed record EarlierJob(LedgerEntry Row, bool IsUnanswered);
