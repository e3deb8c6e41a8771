using Microsoft.EntityFrameworkCore;

namespace Transcribe.Activities.Deliver;

/// <summary>The rows of deliveries: a delivery is a row before anything is sent, and its end is a row before anybody is told.</summary>
internal sealed class Outbox(IDbContextFactory<OutboxDbContext> contexts, OutboxSignal signal, TimeProvider clock)
{
    /// <summary>Hands a delivery over; one with this id that is there already stays as it is.</summary>
    public async Task<OutboxRecord> AddAsync(OutboxRecord delivery, CancellationToken cancellationToken)
    {
        if (await FindAsync(delivery.Id, cancellationToken) is { } known)
            return known;

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Deliveries.Add(delivery);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return delivery;
        }
        catch (DbUpdateException exception)
        {
            // Somebody handed the same one over at the same moment.
            return await FindAsync(delivery.Id, cancellationToken) ?? throw new InvalidOperationException($"The delivery {delivery.Id} can neither be written nor read.", exception);
        }
    }

    /// <summary>Has the one who sends look at once.</summary>
    public void Wake() => signal.Set();

    public async Task<OutboxRecord?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Deliveries.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<OutboxRecord>> ListAsync(DeliveryStatus? status, string? kind, int skip, int take, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Deliveries.AsNoTracking()
            .Where(row => (status == null || row.Status == status) && (kind == null || row.Kind == kind))
            .OrderByDescending(row => row.CreatedAt).ThenBy(row => row.Id).Skip(skip).Take(take).ToListAsync(cancellationToken);
    }

    /// <summary>The ids of those that may be tried now.</summary>
    public async Task<IReadOnlyList<string>> ListDueAsync(int take, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return await context.Deliveries.Where(row => row.Status == DeliveryStatus.Waiting && row.NextAttemptAt <= now)
            .OrderBy(row => row.NextAttemptAt).Select(row => row.Id).Take(take).ToListAsync(cancellationToken);
    }

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Deliveries.Where(row => row.Status == DeliveryStatus.Waiting)
            .OrderBy(row => row.NextAttemptAt).Select(row => (DateTimeOffset?)row.NextAttemptAt).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Takes a delivery that is due, for as long as an attempt may take; null: another has it, or it is not due.</summary>
    public async Task<OutboxRecord?> ClaimAsync(string id, TimeSpan lease, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var claimed = await context.Deliveries.Where(row => row.Id == id && row.Status == DeliveryStatus.Waiting && row.NextAttemptAt <= now)
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.NextAttemptAt, now + lease).SetProperty(row => row.ClaimedUntil, now + lease).SetProperty(row => row.Attempts, row => row.Attempts + 1),
                cancellationToken);
        return claimed == 0 ? null : await FindAsync(id, cancellationToken);
    }

    public async Task<OutboxRecord> ChangeAsync(string id, Action<OutboxRecord> change, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Deliveries.FirstAsync(row => row.Id == id, cancellationToken);
        change(row);
        await context.SaveChangesAsync(cancellationToken);
        signal.Set();
        return row;
    }

    /// <summary>Asks to be told of the end; answers the row as it is then, which may have ended meanwhile.</summary>
    public Task<OutboxRecord> AwaitAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync(id, row => row.IsAwaited = row.Status == DeliveryStatus.Waiting, cancellationToken);

    /// <summary>The ended ones whose runs were not told.</summary>
    public async Task<IReadOnlyList<string>> ListUntoldAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Deliveries.Where(row => row.IsAwaited && row.Status != DeliveryStatus.Waiting).OrderBy(row => row.Id).Select(row => row.Id).Take(100).ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Sends a delivery now, under its old id: a dead or rejected one again on its whole schedule, one that waits for its next attempt earlier. Answers false
    /// for one that was delivered, that is being tried at this moment, or that is not there.
    /// </summary>
    public async Task<bool> ReplayAsync(string id, CancellationToken cancellationToken) =>
        await ReplayAsync(rows => rows.Where(row => row.Id == id), cancellationToken) + await HurryAsync(id, cancellationToken) > 0;

    /// <summary>Sends all dead deliveries again; answers how many there were.</summary>
    public Task<int> ReplayDeadAsync(string? kind, CancellationToken cancellationToken) =>
        ReplayAsync(rows => rows.Where(row => row.Status == DeliveryStatus.Dead && (kind == null || row.Kind == kind)), cancellationToken);

    /// <summary>Forgets some that ended so before that time; none that a run was not told of.</summary>
    public async Task<int> ForgetAsync(DeliveryStatus[] statuses, DateTimeOffset before, int count, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await context.Deliveries.Where(row => statuses.Contains(row.Status) && row.CreatedAt < before && row.EndedAt < before && !row.IsAwaited)
            .OrderBy(row => row.CreatedAt).Select(row => row.Id).Take(count).ToListAsync(cancellationToken);
        return await context.Deliveries.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<int> HurryAsync(string id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var count = await context.Deliveries
            .Where(row => row.Id == id && row.Status == DeliveryStatus.Waiting && row.NextAttemptAt > now && (row.ClaimedUntil == null || row.ClaimedUntil <= now))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextAttemptAt, now), cancellationToken);
        signal.Set();
        return count;
    }

    private async Task<int> ReplayAsync(Func<IQueryable<OutboxRecord>, IQueryable<OutboxRecord>> choose, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var count = await choose(context.Deliveries.Where(row => row.Status == DeliveryStatus.Dead || row.Status == DeliveryStatus.Rejected))
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Status, DeliveryStatus.Waiting).SetProperty(row => row.Attempts, 0).SetProperty(row => row.NextAttemptAt, now)
                    .SetProperty(row => row.EndedAt, (DateTimeOffset?)null),
                cancellationToken);
        signal.Set();
        return count;
    }
}
