using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Transcribe.Sandbox.Storage;

/// <summary>
/// The sandbox's state. Reads run freely; changes take turns, each in one transaction, so that checking a balance and
/// taking from it can never interleave.
/// </summary>
internal sealed class Store : IDisposable
{
    /// <summary>Raised when the tables change; an older folder is refused with a clear message, never guessed at.</summary>
    private const int SchemaVersion = 1;

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly PooledDbContextFactory<SandboxDb> contexts;
    private readonly FileStream folderLock;
    private readonly string connectionString;

    public Store(SandboxOptions options)
    {
        var folder = Path.GetFullPath(options.DataFolder);
        Directory.CreateDirectory(folder);
        folderLock = LockFolder(folder);
        connectionString = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "sandbox.db"), DefaultTimeout = 30 }.ToString();
        contexts = new(new DbContextOptionsBuilder<SandboxDb>().UseSqlite(connectionString).Options);
    }

    /// <summary>Makes the tables, or checks that they are the ones this version knows.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var isNew = await db.Database.EnsureCreatedAsync(cancellationToken);
        if (isNew)
        {
            await db.Database.ExecuteSqlAsync($"PRAGMA journal_mode=WAL", cancellationToken);
            await db.Database.ExecuteSqlRawAsync($"PRAGMA user_version={SchemaVersion}", cancellationToken);
            return;
        }

        var found = await db.Database.SqlQuery<int>($"SELECT user_version AS Value FROM pragma_user_version").SingleAsync(cancellationToken);
        if (found != SchemaVersion)
        {
            throw new InvalidOperationException(
                $"The data folder holds a sandbox database of version {found}, and this sandbox writes version {SchemaVersion}. "
                + "Choose another folder, or remove sandbox.db to start afresh.");
        }
    }

    public async Task<T> ReadAsync<T>(Func<SandboxDb, Task<T>> query)
    {
        await using var db = contexts.CreateDbContext();
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await query(db);
    }

    /// <summary>Runs <paramref name="change"/> alone and commits it whole; when it throws, nothing was changed.</summary>
    public async Task<T> WriteAsync<T>(Func<SandboxDb, Task<T>> change, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            await using var db = contexts.CreateDbContext();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var result = await change(db);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        finally
        {
            turn.Release();
        }
    }

    public Task WriteAsync(Func<SandboxDb, Task> change, CancellationToken cancellationToken) =>
        WriteAsync<object?>(
            async db =>
            {
                await change(db);
                return null;
            },
            cancellationToken);

    public void Dispose()
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
        folderLock.Dispose();
        turn.Dispose();
    }

    /// <summary>Two sandboxes on one folder would run each job twice; the system drops the lock with the process.</summary>
    private static FileStream LockFolder(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "sandbox.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new InvalidOperationException($"Another sandbox uses the data folder {folder}: stop it, or choose another folder.", e);
        }
    }
}
