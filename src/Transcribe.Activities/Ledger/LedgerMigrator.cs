using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Transcribe.Activities.Ledger;

/// <summary>Brings the ledger's tables up to date before any hosted service starts: the engine's recovery may execute activities at once.</summary>
internal sealed class LedgerMigrator(IDbContextFactory<LedgerDbContext> contexts) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);

        // Readers and the engine's writer must not block each other; the mode stays with the file.
        await ledger.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", cancellationToken);

        // EF's migration lock is a row that a killed process leaves behind: it is only taken when there is something to do.
        if ((await ledger.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            await ledger.Database.MigrateAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
