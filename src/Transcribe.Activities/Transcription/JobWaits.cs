using Microsoft.Extensions.Logging;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Ledger;
using Transcribe.Activities.Ledger.Watching;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription;

/// <summary>What a waiting instance may believe: the ledger, which learns the end of a job only from the API.</summary>
internal sealed class JobWaits(
    ITranscribeConnections connections, IJobLedger ledger, JobSweep sweep, WatcherSignals signals, ILogger<JobWaits> logger)
{
    /// <summary>Sees to it that the job is watched; answers its row, with the outcome if it has ended.</summary>
    /// <exception cref="UnknownConnectionException">This server does not have the job's connection.</exception>
    public async Task<LedgerEntry> WatchAsync(JobReference job, string workflowInstanceId, CancellationToken cancellationToken)
    {
        var known = await ledger.FindJobAsync(job.Connection, job.JobId, cancellationToken);
        var connection = known?.Connection ?? job.Connection ?? ConnectionNames.Default;
        _ = connections.Get(connection);
        if (known is not null)
            return known;

        // Submitted elsewhere, so nothing is known of it: one read tells whether there is anything to wait for.
        var adopted = await ledger.AdoptAsync(connection, job.JobId, workflowInstanceId, cancellationToken);
        signals.Jobs.Set();
        return await AskAsync(adopted, cancellationToken) ?? adopted;
    }

    /// <summary>The row of a job, read from the API unless its end is known; null when it could not be read.</summary>
    public async Task<LedgerEntry?> LookAsync(string connection, string jobId, CancellationToken cancellationToken)
    {
        var known = await ledger.FindJobAsync(connection, jobId, cancellationToken);
        return known is null or { Outcome: not null } ? known : await AskAsync(known, cancellationToken);
    }

    private async Task<LedgerEntry?> AskAsync(LedgerEntry job, CancellationToken cancellationToken)
    {
        try
        {
            await sweep.ReadAsync(job.Connection, job.JobId!, cancellationToken);
            return await ledger.FindAsync(job.Id, cancellationToken);
        }
        catch (TranscribeException exception)
        {
            // Waiting goes on: the watcher keeps asking, and the wait has a time-out.
            logger.JobNotRead(job.Connection, job.JobId!, exception.Message);
            return null;
        }
    }
}
