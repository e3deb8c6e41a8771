using Microsoft.EntityFrameworkCore;
using Transcribe.Activities.Ledger;

namespace Transcribe.Activities.Deliver.Storage;

/// <summary>
/// Deletes and moves once. That a file was there is a row before it is gone; a repetition after a crash finds the row, and does not
/// say that there was nothing.
/// </summary>
internal sealed class StorageChanges(IStorageTargets targets, IDbContextFactory<LedgerDbContext> contexts, TimeProvider clock)
{
    private const string Deletion = "deleted";
    private const string Movement = "moved";
    private const int MaxNumber = 10_000;

    public async Task<StorageChange> DeleteAsync(string id, string connection, StoragePath path, CancellationToken cancellationToken)
    {
        var target = targets.Get(connection);
        var wasThere = await FindAsync(id, cancellationToken) is not null;
        if (!wasThere && await target.FindAsync(path, cancellationToken) is null)
            return new StorageChange(StorageMove.Missing, path.Value);

        await NoteAsync(id, connection, path, Deletion, cancellationToken);
        await target.DeleteAsync(path, cancellationToken);
        return new StorageChange(StorageMove.Moved, path.Value);
    }

    public async Task<StorageChange> MoveAsync(
        string id, string connection, StoragePath from, StoragePath to, OverwritePolicy overwrite, CancellationToken cancellationToken)
    {
        var target = targets.Get(connection);
        if (await FindAsync(id, cancellationToken) is { } begun)
            return await RepeatAsync(target, from, StoragePath.Parse(begun.Path), overwrite, cancellationToken);
        if (await target.FindAsync(from, cancellationToken) is null)
            return new StorageChange(StorageMove.Missing, from.Value);

        for (var number = 1; ; number++)
        {
            var path = number == 1 ? to : to.Numbered(number);
            if (overwrite == OverwritePolicy.Replace || await target.FindAsync(path, cancellationToken) is null)
            {
                await NoteAsync(id, connection, path, Movement, cancellationToken);
                var move = await target.MoveAsync(from, path, overwrite == OverwritePolicy.Replace, cancellationToken);
                if (move != StorageMove.Taken || overwrite != OverwritePolicy.Number)
                    return new StorageChange(move, path.Value);
            }

            if (overwrite != OverwritePolicy.Number || number == MaxNumber)
                return new StorageChange(StorageMove.Taken, path.Value);
        }
    }

    // What is at the new path may be our file, half-way by copy and delete, or somebody else's: its content tells.
    private static async Task<StorageChange> RepeatAsync(
        IStorageTarget target, StoragePath from, StoragePath to, OverwritePolicy overwrite, CancellationToken cancellationToken)
    {
        var replace = overwrite == OverwritePolicy.Replace
            || (await target.FindHashAsync(to, cancellationToken) is { } there && await target.FindHashAsync(from, cancellationToken) == there);
        var move = await target.MoveAsync(from, to, replace, cancellationToken);
        return move == StorageMove.Missing && await target.FindAsync(to, cancellationToken) is not null
            ? new StorageChange(StorageMove.Moved, to.Value)
            : new StorageChange(move, to.Value);
    }

    private async Task<DeliveryRecord?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        return await ledger.Deliveries.AsNoTracking().FirstOrDefaultAsync(delivery => delivery.Id == id, cancellationToken);
    }

    private async Task NoteAsync(string id, string connection, StoragePath path, string what, CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await ledger.Deliveries.FirstOrDefaultAsync(delivery => delivery.Id == id, cancellationToken);
        if (row is null)
            ledger.Deliveries.Add(row = new DeliveryRecord { Id = id, Connection = connection, Path = path.Value, ContentHash = what, CreatedAt = clock.GetUtcNow() });

        row.Path = path.Value;
        await ledger.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>What became of a file, and where.</summary>
internal sealed record StorageChange(StorageMove Move, string Path);
