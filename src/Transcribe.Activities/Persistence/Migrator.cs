using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Transcribe.Shared.Sqlite;

namespace Transcribe.Activities.Persistence;

/// <summary>Brings a room's tables up to date before any hosted service starts: the engine's recovery may execute activities at once.</summary>
internal class Migrator<TContext>(IDbContextFactory<TContext> contexts) : IHostedLifecycleService
    where TContext : DbContext
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            // Readers and the engine's writer must not block each other; the mode stays with the file.
            await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", cancellationToken);

            if ((await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
                await ExclusiveMigration.RunAsync(context, new SqliteConnectionStringBuilder(context.Database.GetConnectionString()).DataSource, cancellationToken);
        }

        await MigratedAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What must be read from the tables before anything starts.</summary>
    protected virtual Task MigratedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
