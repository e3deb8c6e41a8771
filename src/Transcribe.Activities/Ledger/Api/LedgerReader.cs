using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Transcribe.Activities.Ledger.Api;

/// <summary>Reads the ledger for people: pages, sums, and all of it in one stream.</summary>
internal sealed class LedgerReader(IDbContextFactory<LedgerDbContext> contexts)
{
    private const string Held = "held";
    private const int Decimals = 6;

    /// <summary>A page, newest first. Rows that are written meanwhile neither repeat nor hide others.</summary>
    /// <exception cref="FormatException">The cursor is none that was given out.</exception>
    public async Task<LedgerPage> ListAsync(LedgerFilter filter, int limit, string? cursor, CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Filter(ledger.Jobs.AsNoTracking(), filter);
        if (cursor is not null)
        {
            var (at, id) = Read(cursor);
            rows = rows.Where(job => job.CreatedAt < at || (job.CreatedAt == at && string.Compare(job.Id, id) < 0));
        }

        var page = await rows.OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var next = page.Count > limit ? CursorOf(page[limit - 1]) : null;
        return new LedgerPage([.. page.Take(limit).Select(LedgerLine.From)], next);
    }

    /// <summary>One row; null when there is none.</summary>
    public async Task<LedgerLine?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        return await ledger.Jobs.AsNoTracking().SingleOrDefaultAsync(job => job.Id == id, cancellationToken) is { } job ? LedgerLine.From(job) : null;
    }

    /// <summary>All rows, newest first, read while they are used.</summary>
    public async IAsyncEnumerable<LedgerLine> StreamAsync(LedgerFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Filter(ledger.Jobs.AsNoTracking(), filter).OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id);
        await foreach (var job in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return LedgerLine.From(job);
    }

    /// <summary>What was spent, by day, workflow or connection; largest keys first for days, most expensive first for the others.</summary>
    public async Task<IReadOnlyList<SpendLine>> SpendAsync(SpendBy by, LedgerFilter filter, CancellationToken cancellationToken)
    {
        const long Day = 24L * 60 * 60 * 1000;
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Filter(ledger.Jobs.AsNoTracking(), filter).Where(job => job.JobId != null || job.ReusedId != null);

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

    private static IQueryable<JobRecord> Filter(IQueryable<JobRecord> jobs, LedgerFilter filter)
    {
        if (filter.Connection is { } connection)
            jobs = jobs.Where(job => job.Connection == connection);
        if (filter.Workflow is { } workflow)
            jobs = jobs.Where(job => job.WorkflowDefinitionId == workflow);
        if (filter.Run is { } run)
            jobs = jobs.Where(job => job.WorkflowInstanceId == run);
        if (filter.Status is { } status)
            jobs = status == Held ? jobs.Where(job => job.HeldAt != null) : jobs.Where(job => job.Status == status && job.HeldAt == null);
        if (filter.From is { } from)
            jobs = jobs.Where(job => job.CreatedAt >= from);
        if (filter.To is { } to)
            jobs = jobs.Where(job => job.CreatedAt < to);
        return jobs;
    }

    private static string CursorOf(JobRecord last) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{last.CreatedAt.ToUnixTimeMilliseconds()} {last.Id}")));

    private static (DateTimeOffset At, string Id) Read(string cursor)
    {
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(' ', 2);
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? (DateTimeOffset.FromUnixTimeMilliseconds(at), parts[1])
            : throw new FormatException("The cursor is none of this list.");
    }
}

/// <summary>How spending is summed.</summary>
internal enum SpendBy
{
    Day,
    Workflow,
    Connection,
}
