using System.Collections.Concurrent;
using Transcribe.Activities.Connections;
using Transcribe.Client;

namespace Transcribe.Activities.Ledger.Watching;

/// <summary>Reads the status of open jobs of one connection: one request for 200 of them, and first where one may have ended.</summary>
internal sealed class JobSweep(ITranscribeConnections connections, IJobLedger ledger)
{
    /// <summary>Jobs that one request reads.</summary>
    public const int PageSize = 200;

    private const int MaxSingleReads = 10;

    // The API's clock and ours need not agree; a row this much older than our oldest open job is certainly not ours.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, SweepMap> _maps = new(StringComparer.Ordinal);

    /// <summary>Notes what changed. One at a time for each connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="open">Its open jobs, oldest first.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<SweepResult> RunAsync(string connection, IReadOnlyCollection<LedgerEntry> open, CancellationToken cancellationToken)
    {
        var map = _maps.GetOrAdd(connection, _ => new SweepMap());
        var pass = new Pass(connection, connections.Get(connection), map, open);
        try
        {
            foreach (var window in map.Choose(open))
                await ReadAsync(pass, window, cancellationToken);
        }
        catch (TranscribeValidationException)
        {
            // The API takes an old cursor no more: the next sweep begins at the newest job.
            map.Clear();
            throw;
        }

        return new SweepResult(pass.Requests, pass.Ended);
    }

    /// <summary>Reads one job; answers whether it has ended.</summary>
    public Task<bool> ReadAsync(string connection, string jobId, CancellationToken cancellationToken) =>
        ReadAsync(connections.Get(connection), connection, jobId, cancellationToken);

    private async Task ReadAsync(Pass pass, SweepWindow window, CancellationToken cancellationToken)
    {
        var missing = window.Jobs.Where(id => !pass.Seen.Contains(id)).ToHashSet(StringComparer.Ordinal);
        var cursor = window.Cursor;
        if (missing.Count == 0)
            return;

        await foreach (var page in pass.Client.ListAsync(new ListOptions { PageSize = PageSize }).AsPages(cursor.Length > 0 ? cursor : null, cancellationToken))
        {
            pass.Requests++;
            pass.Map.Read(cursor);
            await NoteAsync(pass, page, cursor, missing, cancellationToken);
            if (page.NextCursor is not { } next || (page.Data is [.., var oldest] && oldest.CreatedAt < pass.Oldest - ClockSlack))
                break;

            // What newer jobs pushed off the newest page stands behind it from now on.
            if (cursor.Length == 0)
                missing.RemoveWhere(id => pass.Slides(id, next));
            if (!missing.Any(pass.Map.IsNew))
                break;

            cursor = next;
        }

        foreach (var id in missing)
            pass.Map.Lost(id);
        foreach (var id in missing.Take(MaxSingleReads))
        {
            pass.Requests++;
            pass.Ended += await ReadAsync(pass.Client, pass.Connection, id, cancellationToken) ? 1 : 0;
        }
    }

    private async Task NoteAsync(Pass pass, TranscriptionPage page, string cursor, HashSet<string> missing, CancellationToken cancellationToken)
    {
        foreach (var row in page.Data)
        {
            if (!pass.Wanted.TryGetValue(row.Id.Value, out var known))
                continue;

            missing.Remove(row.Id.Value);
            pass.Map.Saw(row.Id.Value, cursor);
            if (pass.Seen.Add(row.Id.Value) && known != row.Status.Value)
            {
                await ledger.ObserveAsync(pass.Connection, row, cancellationToken);
                pass.Ended += row.Status.IsTerminal ? 1 : 0;
            }
        }
    }

    private async Task<bool> ReadAsync(ITranscribeClient client, string connection, string jobId, CancellationToken cancellationToken)
    {
        try
        {
            var row = await client.GetHandle(jobId).GetAsync(cancellationToken);
            await ledger.ObserveAsync(connection, row, cancellationToken);
            return row.Status.IsTerminal;
        }
        catch (TranscribeNotFoundException)
        {
            await ledger.LoseAsync(connection, jobId, $"Connection '{connection}' has no job '{jobId}': it was deleted, or belongs to another account.", cancellationToken);
            return true;
        }
    }

    /// <summary>One sweep while it goes on.</summary>
    private sealed class Pass(string connection, ITranscribeClient client, SweepMap map, IReadOnlyCollection<LedgerEntry> open)
    {
        private readonly HashSet<string> _known = [.. open.Select(job => job.JobId!).Where(id => !map.IsNew(id))];

        public string Connection => connection;

        public ITranscribeClient Client => client;

        public SweepMap Map => map;

        public Dictionary<string, string?> Wanted { get; } = open.GroupBy(job => job.JobId!).ToDictionary(group => group.Key, group => group.First().Status);

        public DateTimeOffset Oldest { get; } = open.Min(job => job.SubmittedAt ?? job.CreatedAt);

        public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

        public int Requests { get; set; }

        public int Ended { get; set; }

        /// <summary>Notes that a job, seen on the newest page before, stands behind it now; false for one that was never seen.</summary>
        public bool Slides(string jobId, string next)
        {
            if (!_known.Contains(jobId))
                return false;

            map.Saw(jobId, next);
            return true;
        }
    }
}

/// <summary>What one sweep cost and found.</summary>
/// <param name="Requests">Requests that it made.</param>
/// <param name="Ended">Jobs whose end it noted.</param>
internal sealed record SweepResult(int Requests, int Ended);
