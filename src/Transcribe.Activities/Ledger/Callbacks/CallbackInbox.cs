using Microsoft.EntityFrameworkCore;

namespace Transcribe.Activities.Ledger.Callbacks;

/// <summary>Callbacks that were received, stored before they are answered.</summary>
internal sealed class CallbackInbox(IDbContextFactory<LedgerDbContext> contexts, TimeProvider clock)
{
    // Only the API knows a job's secret, so anybody can send unverifiable bodies; a few are enough to notice a callback that overtook its answer.
    private const int MaxUnverified = 5;

    /// <summary>Stores a callback; a redelivery of the same body, and too many unverified ones, change nothing.</summary>
    public async Task StoreAsync(string ledgerId, string bodyHash, bool verified, string? headers, CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        var known = ledger.Callbacks.Where(callback => callback.LedgerId == ledgerId);
        if (await known.AnyAsync(callback => callback.BodyHash == bodyHash, cancellationToken) ||
            (!verified && await known.CountAsync(callback => !callback.Verified, cancellationToken) >= MaxUnverified))
        {
            return;
        }

        ledger.Callbacks.Add(new CallbackRecord
        {
            LedgerId = ledgerId, BodyHash = bodyHash, Verified = verified, Headers = headers, ReceivedAt = clock.GetUtcNow(),
        });
        try
        {
            await ledger.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            // The same delivery on another connection may have won; any other reason stays an error, and the sender tries again.
            if (!await known.AsNoTracking().AnyAsync(callback => callback.BodyHash == bodyHash, cancellationToken))
                throw;
        }
    }

    /// <summary>Ledger ids with callbacks that nobody has worked on, oldest first.</summary>
    public async Task<IReadOnlyList<string>> ListPendingAsync(CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await ledger.Callbacks.Where(callback => callback.ProcessedAt == null)
            .OrderBy(callback => callback.ReceivedAt).Select(callback => callback.LedgerId).ToListAsync(cancellationToken);
        return [.. ids.Distinct()];
    }

    /// <summary>Everything that had arrived for this job when its row was read is dealt with.</summary>
    public async Task MarkProcessedAsync(string ledgerId, DateTimeOffset readAt, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        await ledger.Callbacks.Where(callback => callback.LedgerId == ledgerId && callback.ProcessedAt == null && callback.ReceivedAt <= readAt)
            .ExecuteUpdateAsync(update => update.SetProperty(callback => callback.ProcessedAt, now), cancellationToken);
    }
}
