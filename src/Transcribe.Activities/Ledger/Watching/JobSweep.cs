using Transcribe.Activities.Connections;
using Transcribe.Client;

namespace Transcribe.Activities.Ledger.Watching;

/// <summary>Reads the status of all open jobs of one connection: one request for 200 of them.</summary>
internal sealed class JobSweep(ITranscribeConnections connections, IJobLedger ledger)
{
    private const int PageSize = 200;
    private const int MaxSingleReads = 10;

    // The API's clock and ours need not agree; a row this much older than our oldest open job is certainly not ours.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromHours(1);

    /// <summary>Notes what changed; answers how many requests it took and whether any job ended.</summary>
    public async Task<SweepResult> RunAsync(string connection, IReadOnlyCollection<LedgerEntry> open, CancellationToken cancellationToken)
    {
        var client = connections.Get(connection);
        var wanted = open.GroupBy(job => job.JobId!).ToDictionary(group => group.Key, group => group.First().Status);
        var horizon = open.Min(job => job.SubmittedAt ?? job.CreatedAt) - ClockSlack;
        var requests = 0;
        var ended = false;

        await foreach (var page in client.ListAsync(new ListOptions { PageSize = PageSize }).AsPages(cancellationToken: cancellationToken))
        {
            requests++;
            foreach (var row in page.Data)
            {
                if (wanted.Remove(row.Id.Value, out var known) && known != row.Status.Value)
                    ended |= await ObserveAsync(connection, row, cancellationToken);
            }

            // Newest first: what is not on this page is on an older one, until they are older than all of ours.
            if (wanted.Count == 0 || (page.Data is [.., var oldest] && oldest.CreatedAt < horizon))
                break;
        }

        foreach (var jobId in wanted.Keys.Take(MaxSingleReads))
        {
            requests++;
            ended |= await ReadAsync(client, connection, jobId, cancellationToken);
        }

        return new SweepResult(requests, ended);
    }

    /// <summary>Reads one job; answers whether it has ended.</summary>
    public Task<bool> ReadAsync(string connection, string jobId, CancellationToken cancellationToken) =>
        ReadAsync(connections.Get(connection), connection, jobId, cancellationToken);

    private async Task<bool> ReadAsync(ITranscribeClient client, string connection, string jobId, CancellationToken cancellationToken)
    {
        try
        {
            return await ObserveAsync(connection, await client.GetHandle(jobId).GetAsync(cancellationToken), cancellationToken);
        }
        catch (TranscribeNotFoundException)
        {
            await ledger.LoseAsync(connection, jobId, $"Connection '{connection}' has no job '{jobId}': it was deleted, or belongs to another account.", cancellationToken);
            return true;
        }
    }

    private async Task<bool> ObserveAsync(string connection, Client.Transcription row, CancellationToken cancellationToken)
    {
        await ledger.ObserveAsync(connection, row, cancellationToken);
        return row.Status.IsTerminal;
    }
}

/// <summary>What one sweep cost and found.</summary>
/// <param name="Requests">Requests that it made.</param>
/// <param name="AnyEnded">Whether the end of a job was noted.</param>
internal readonly record struct SweepResult(int Requests, bool AnyEnded);
