using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Transcribe.Activities.Ledger;

namespace Transcribe.Activities.Transcription.Money;

/// <summary>
/// Keeps jobs below the day's ceilings. The price is counted in the transaction that compares it, so that two jobs at once cannot both
/// take the last dollar; a refusal takes it back. Days are UTC's.
/// </summary>
internal sealed class SpendGuard(IDbContextFactory<LedgerDbContext> contexts, IOptions<SpendOptions> options, TimeProvider clock)
{
    private const int Decimals = 6;

    /// <summary>Whether any ceiling applies, and so the price must be known.</summary>
    public bool Applies(LedgerEntry job, decimal? workflowCeiling) =>
        !job.CeilingWaived && (workflowCeiling is not null || options.Value.DailyCeilingsUsd.ContainsKey(job.Connection));

    /// <summary>Counts the price; answers why it must not be spent today, or null.</summary>
    public async Task<string?> CountAsync(LedgerEntry job, decimal price, decimal? workflowCeiling, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await ledger.Database.BeginTransactionAsync(cancellationToken);
        var others = ledger.Jobs.Where(row => row.Id != job.Id && row.SpentAt >= today);
        var reason = options.Value.DailyCeilingsUsd.TryGetValue(job.Connection, out var ceiling)
            ? Compare($"connection '{job.Connection}'", ceiling, await SumAsync(others.Where(row => row.Connection == job.Connection), cancellationToken), price)
            : null;
        if (reason is null && workflowCeiling is { } limit && job.WorkflowDefinitionId is { } workflow)
            reason = Compare("this workflow", limit, await SumAsync(others.Where(row => row.WorkflowDefinitionId == workflow), cancellationToken), price);
        if (reason is not null)
            return reason;

        var row = await ledger.Jobs.SingleAsync(x => x.Id == job.Id, cancellationToken);
        (row.PriceUsd, row.QuotedUsd, row.SpentAt) = (price, price, now);
        await ledger.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private static async Task<decimal> SumAsync(IQueryable<JobRecord> jobs, CancellationToken cancellationToken) =>
        Math.Round((decimal)await jobs.SumAsync(job => (double?)job.PriceUsd ?? 0, cancellationToken), Decimals);

    private static string? Compare(string whose, decimal ceiling, decimal spent, decimal price) => spent + price <= ceiling
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"The daily ceiling of {whose} is reached: ${ceiling:0.00##}, of which ${spent:0.00##} are spent today, and this job costs ${price:0.00##}.");
}
