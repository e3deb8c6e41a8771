using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Transcribe.Activities.Ledger.Api;

/// <summary>Reads the ledger for people: pages, sums, and all of it in one stream.</summary>
internal sealed class LedgerReader(IDbContextFactory<LedgerDbContext> contexts, LedgerDeliveries deliveries)
{
    private const int Decimals = 6;
    private const int StreamedAtOnce = 200;

    /// <summary>A page with where each job's run delivered. Rows that are written meanwhile neither repeat nor hide others.</summary>
    /// <exception cref="FormatException">The cursor is none that was given out.</exception>
    public async Task<LedgerPage> ListAsync(LedgerFilter filter, LedgerOrder order, int limit, string? cursor, CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        var page = await ledger.Jobs.AsNoTracking().Where(filter, ledger.SubmittedAgain()).Page(ledger.Jobs, order, cursor).Take(limit + 1).ToListAsync(cancellationToken);
        var lines = await ToLinesAsync(ledger, [.. page.Take(limit)], cancellationToken);
        var next = page.Count > limit ? LedgerQuery.CursorOf(lines[^1], order) : null;
        return new LedgerPage(await deliveries.AddAsync(lines, cancellationToken), next);
    }

    /// <summary>One row; null when there is none.</summary>
    public async Task<LedgerLine?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        return await ledger.Jobs.AsNoTracking().SingleOrDefaultAsync(job => job.Id == id, cancellationToken) is { } job
            ? (await deliveries.AddAsync(await ToLinesAsync(ledger, [job], cancellationToken), cancellationToken))[0]
            : null;
    }

    // A row that used an earlier job shows that job's recording.
    private static async Task<IReadOnlyList<LedgerLine>> ToLinesAsync(LedgerDbContext ledger, IReadOnlyList<JobRecord> jobs, CancellationToken cancellationToken)
    {
        var used = jobs.Select(job => job.ReusedId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var earlier = used.Count == 0
            ? new Dictionary<string, LedgerEntry>(StringComparer.Ordinal)
            : await ledger.Jobs.AsNoTracking().Where(job => used.Contains(job.Id)).ToDictionaryAsync(job => job.Id, JobLedger.ToEntry, cancellationToken);
        var unsent = jobs.Where(job => job.Status is null && job.Error is not null).Select(job => job.Id).ToList();
        var again = unsent.Count == 0 ? [] : await ledger.SubmittedAgain().Where(id => unsent.Contains(id)).ToListAsync(cancellationToken);
        return [.. jobs.Select(job => LedgerLine.From(job, job.ReusedId is { } id ? earlier.GetValueOrDefault(id) : null, again.Contains(job.Id)))];
    }

    /// <summary>All rows, newest first, each as a page shows it; read part by part while they are used.</summary>
    public async IAsyncEnumerable<LedgerLine> StreamAsync(LedgerFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await ListAsync(filter, LedgerOrder.Newest, StreamedAtOnce, cursor, cancellationToken);
            foreach (var line in page.Data)
                yield return line;

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    /// <summary>What was spent, by day, workflow or connection; largest keys first for days, most expensive first for the others.</summary>
    public async Task<IReadOnlyList<SpendLine>> SpendAsync(SpendBy by, LedgerFilter filter, CancellationToken cancellationToken)
    {
        const long Day = 24L * 60 * 60 * 1000;
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = ledger.Jobs.AsNoTracking().Where(filter, ledger.SubmittedAgain()).Where(job => job.JobId != null || job.ReusedId != null);

        // Read in parts of the row only; the sums of a year of busy days are small work.
        var sums = new Dictionary<string, SpendLine>(StringComparer.Ordinal);
        var parts = rows.Select(job => new { job.CreatedAt, job.WorkflowDefinitionId, job.Connection, job.BilledMinutes, job.PriceUsd, job.SavedUsd });
        await foreach (var job in parts.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var key = by switch
            {
                SpendBy.Day => DateTimeOffset.FromUnixTimeMilliseconds(job.CreatedAt.ToUnixTimeMilliseconds() / Day * Day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                SpendBy.Workflow => job.WorkflowDefinitionId ?? string.Empty,
                _ => job.Connection,
            };
            var sum = sums.GetValueOrDefault(key) ?? new SpendLine(key, 0, 0, 0, 0);
            sums[key] = sum with
            {
                Jobs = sum.Jobs + 1,
                Minutes = sum.Minutes + (job.PriceUsd > 0 ? job.BilledMinutes ?? 0 : 0),
                SpentUsd = Math.Round(sum.SpentUsd + (job.PriceUsd ?? 0), Decimals),
                SavedUsd = Math.Round(sum.SavedUsd + (job.SavedUsd ?? 0), Decimals),
            };
        }

        return by == SpendBy.Day
            ? [.. sums.Values.OrderByDescending(sum => sum.Key, StringComparer.Ordinal)]
            : [.. sums.Values.OrderByDescending(sum => sum.SpentUsd).ThenBy(sum => sum.Key, StringComparer.Ordinal)];
    }
}

/// <summary>How spending is summed.</summary>
internal enum SpendBy
{
    Day,
    Workflow,
    Connection,
}
