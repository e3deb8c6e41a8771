using Transcribe.Activities.Ledger;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription.Submitting;

/// <summary>
/// What the runs that are replayed paid for: the same request is not paid for again, whatever the reuse policy says and whichever step made it there. A job that
/// failed was not paid for; another recording or another model is another job.
/// </summary>
internal sealed class EarlierJobs(IJobLedger ledger)
{
    /// <summary>The job of the same request; null: there is none.</summary>
    public async Task<EarlierJob?> FindAsync(JobSubmission submission, JobMedia media, CancellationToken cancellationToken)
    {
        var rows = await ListAsync(submission, media, cancellationToken);
        foreach (var row in rows)
        {
            if (await FindPaidAsync(row, cancellationToken) is { } paid)
                return new EarlierJob(paid, IsUnanswered: false);
        }

        return rows.Find(row => row is { JobId: null, ReusedId: null, AttemptedAt: not null }) is { } unanswered ? new EarlierJob(unanswered, IsUnanswered: true) : null;
    }

    private async Task<LedgerEntry?> FindPaidAsync(LedgerEntry row, CancellationToken cancellationToken)
    {
        var own = row.ReusedId is { } reused ? await ledger.FindAsync(reused, cancellationToken) : row;

        // A job that was tried again keeps its id; its last attempt is the one that counts.
        var job = own?.JobId is { } jobId ? await ledger.FindJobAsync(own.Connection, jobId, cancellationToken) : null;
        return job is { CompletedAt: null } || job?.Status == TranscriptionStatus.Completed.Value ? job : null;
    }

    // An upload that was made once more has another id, and makes another request; what it holds tells.
    private async Task<List<LedgerEntry>> ListAsync(JobSubmission submission, JobMedia media, CancellationToken cancellationToken)
    {
        var (hash, key) = (media.HashOf(submission), media.KeyOf(submission));
        var rows = new List<LedgerEntry>();
        if (submission.EarlierRow is { } id && await ledger.FindAsync(id, cancellationToken) is { } known && (known.RequestHash == hash || (key is not null && known.MediaKey == key)))
            rows.Add(known);
        if (submission.ReplayedRuns.Count > 0)
            rows.AddRange(await ledger.ListByRequestAsync(submission.ReplayedRuns, hash, key, cancellationToken));

        // Its own row is no earlier one.
        return rows.FindAll(row => row.Connection == submission.Connection && row.Key != submission.IdempotencyKey);
    }
}

/// <summary>The job of an earlier run for the same request.</summary>
/// <param name="Row">Its row.</param>
/// <param name="IsUnanswered">Whether nobody knows if it was accepted: then only the same request under its key is safe.</param>
internal sealed record EarlierJob(LedgerEntry Row, bool IsUnanswered);
