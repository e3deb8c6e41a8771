using Microsoft.EntityFrameworkCore;
using Transcribe.Activities.Ledger;

namespace Transcribe.Activities.Transcription.Batches;

/// <summary>The rows of batches: everything that a batch knows, so that a crash loses nothing of it.</summary>
internal sealed class BatchStore(IDbContextFactory<LedgerDbContext> contexts, TimeProvider clock) : IBatchReader
{
    /// <summary>Writes a batch with its items in one transaction; one that is there already stays as it is.</summary>
    public async Task CreateAsync(BatchRecord batch, IReadOnlyList<BatchItemRecord> items, CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        if (await ledger.Batches.AnyAsync(known => known.Id == batch.Id, cancellationToken))
            return;

        ledger.Batches.Add(batch);
        ledger.BatchItems.AddRange(items);
        await ledger.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Notes for each item what was submitted for the same recording in the batches of runs that are replayed, so that it is not paid for again.</summary>
    public async Task RememberAsync(IReadOnlyList<BatchItemRecord> items, IReadOnlyCollection<string> replayedRuns, CancellationToken cancellationToken)
    {
        if (replayedRuns.Count == 0)
            return;

        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        var batches = ledger.Batches.Where(batch => replayedRuns.Contains(batch.WorkflowInstanceId)).Select(batch => batch.Id);
        var earlier = await ledger.BatchItems.AsNoTracking().Where(item => batches.Contains(item.BatchId) && item.LedgerId != null).ToListAsync(cancellationToken);
        var rows = earlier.OrderBy(item => item.State == BatchItemState.Done ? 0 : 1).ToLookup(item => (item.Media, item.Storage), item => item.LedgerId);
        foreach (var item in items)
            item.LedgerId = rows[(item.Media, item.Storage)].FirstOrDefault();
    }

    public Task<List<BatchRecord>> ListOpenAsync(CancellationToken cancellationToken) =>
        ReadAsync(ledger => ledger.Batches.Where(batch => batch.EndedAt == null).OrderBy(batch => batch.CreatedAt).ToListAsync(cancellationToken));

    public Task<List<BatchRecord>> ListUnnotifiedAsync(CancellationToken cancellationToken) =>
        ReadAsync(ledger => ledger.Batches.Where(batch => batch.EndedAt != null && batch.NotifiedAt == null).ToListAsync(cancellationToken));

    /// <summary>Running items whose job has ended, with its row.</summary>
    public async Task<List<(BatchItemRecord Item, LedgerEntry Job)>> ListEndedAsync(string batchId, CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await ledger.BatchItems.AsNoTracking().Where(item => item.BatchId == batchId && item.State == BatchItemState.Running)
            .Join(ledger.Jobs.Where(job => job.CompletedAt != null && job.Outcome != null), item => item.LedgerId, job => job.Id, (item, job) => new { item, job })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.item, JobLedger.ToEntry(row.job)))];
    }

    /// <summary>The items that may be submitted now, in their order.</summary>
    public Task<List<BatchItemRecord>> ListNextAsync(string batchId, int count, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return ReadAsync(ledger => ledger.BatchItems
            .Where(item => item.BatchId == batchId && item.State == BatchItemState.Waiting && (item.NotBefore == null || item.NotBefore <= now))
            .OrderBy(item => item.Index).Take(count).ToListAsync(cancellationToken));
    }

    /// <summary>Held items that an operator has released go back into the queue; those that wait for a place at the vendor's wait no longer.</summary>
    public async Task UnholdAsync(string batchId, CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        var items = ledger.BatchItems.Where(item => item.BatchId == batchId);
        var released = ledger.Jobs.Where(job => job.HeldAt == null || job.ReleasedAt != null).Select(job => job.Id);
        await items.Where(item => item.State == BatchItemState.Held && released.Contains(item.LedgerId!))
            .ExecuteUpdateAsync(update => update.SetProperty(item => item.State, BatchItemState.Waiting), cancellationToken);
        var called = ledger.Jobs.Where(job => job.HeldAt != null && job.ReleasedAt != null).Select(job => job.Id);
        await items.Where(item => item.State == BatchItemState.Waiting && item.NotBefore != null && called.Contains(item.LedgerId!))
            .ExecuteUpdateAsync(update => update.SetProperty(item => item.NotBefore, (DateTimeOffset?)null), cancellationToken);
    }

    public async Task SaveAsync(BatchItemRecord item, CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        ledger.BatchItems.Update(item);
        await ledger.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Nothing more is submitted; what runs goes on.</summary>
    public async Task StopAsync(string batchId, string reason, CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        await ledger.Batches.Where(batch => batch.Id == batchId && batch.StoppedReason == null && batch.EndedAt == null)
            .ExecuteUpdateAsync(update => update.SetProperty(batch => batch.StoppedReason, reason), cancellationToken);
        await ledger.BatchItems.Where(item => item.BatchId == batchId && (item.State == BatchItemState.Waiting || item.State == BatchItemState.Held))
            .ExecuteUpdateAsync(update => update.SetProperty(item => item.State, BatchItemState.Skipped).SetProperty(item => item.Error, reason), cancellationToken);
        await ForgetHoldsAsync(ledger, batchId, cancellationToken);
    }

    public async Task EndAsync(string batchId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        await ledger.Batches.Where(batch => batch.Id == batchId && batch.EndedAt == null).ExecuteUpdateAsync(update => update.SetProperty(batch => batch.EndedAt, now), cancellationToken);
        await ForgetHoldsAsync(ledger, batchId, cancellationToken);
    }

    public async Task MarkNotifiedAsync(string batchId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        await ledger.Batches.Where(batch => batch.Id == batchId).ExecuteUpdateAsync(update => update.SetProperty(batch => batch.NotifiedAt, now), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<BatchProgress?> FindProgressAsync(string batchId, CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        if (await ledger.Batches.AsNoTracking().SingleOrDefaultAsync(batch => batch.Id == batchId, cancellationToken) is not { } found)
            return null;

        var groups = await ledger.BatchItems.Where(item => item.BatchId == batchId).GroupBy(item => item.State)
            .Select(group => new { State = group.Key, Count = group.Count(), Seconds = group.Sum(item => item.DurationSeconds ?? 0), Usd = group.Sum(item => (double)item.PaidUsd + (double)item.HeldUsd) })
            .ToListAsync(cancellationToken);
        int Count(BatchItemState state) => groups.Where(group => group.State == state).Sum(group => group.Count);
        return new BatchProgress(
            found.Id, found.WorkflowInstanceId, found.CreatedAt, found.EndedAt, found.StoppedReason, groups.Sum(group => group.Count),
            Count(BatchItemState.Waiting), Count(BatchItemState.Running), Count(BatchItemState.Held), Count(BatchItemState.Done), Count(BatchItemState.Failed),
            Count(BatchItemState.Skipped), groups.Where(group => group.State == BatchItemState.Done).Sum(group => group.Seconds) / 60, (decimal)Math.Round(groups.Sum(group => group.Usd), 6));
    }

    /// <summary>All items of a batch in their order.</summary>
    public Task<List<BatchItemRecord>> ListItemsAsync(string batchId, CancellationToken cancellationToken) =>
        ReadAsync(ledger => ledger.BatchItems.Where(item => item.BatchId == batchId).OrderBy(item => item.Index).ToListAsync(cancellationToken));

    // What nobody submits any more is on hold no more. The row that an item took over from a batch which it replays is that batch's.
    private static async Task ForgetHoldsAsync(LedgerDbContext ledger, string batchId, CancellationToken cancellationToken)
    {
        var run = ledger.Batches.Where(batch => batch.Id == batchId).Select(batch => batch.WorkflowInstanceId);
        var left = ledger.BatchItems.Where(item => item.BatchId == batchId && (item.State == BatchItemState.Skipped || item.State == BatchItemState.Failed)).Select(item => item.LedgerId);
        await ledger.Jobs.Where(job => job.HeldAt != null && left.Contains(job.Id) && run.Contains(job.WorkflowInstanceId!))
            .ExecuteUpdateAsync(update => update.SetProperty(job => job.HeldAt, (DateTimeOffset?)null).SetProperty(job => job.HoldReason, (HoldReason?)null), cancellationToken);
    }

    private async Task<List<T>> ReadAsync<T>(Func<LedgerDbContext, Task<List<T>>> read)
    {
        await using var ledger = await contexts.CreateDbContextAsync(CancellationToken.None);
        ledger.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await read(ledger);
    }
}
