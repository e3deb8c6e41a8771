using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Transcribe.Engine.Server.Identity;

internal static class IdentityDatabase
{
    // SQLite waits this long for another writer, such as the engine in the same file, before it gives up.
    private const int BusyTimeoutSeconds = 30;

    public static DbContextOptionsBuilder UseIdentitySqlite(this DbContextOptionsBuilder options, string connectionString) =>
        options.UseSqlite(
            new SqliteConnectionStringBuilder(connectionString) { DefaultTimeout = BusyTimeoutSeconds }.ConnectionString,
            sqlite => sqlite.MigrationsHistoryTable(IdentityDbContext.MigrationsTable));

    /// <summary>Brings the tables up to date.</summary>
    public static async Task PrepareAsync(this IDbContextFactory<IdentityDbContext> contexts, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);

        // Readers and the engine's writer must not block each other; the mode stays with the file.
        await database.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", cancellationToken);

        // EF's migration lock is a row that a killed process leaves behind: it is only taken when there is something to do.
        if ((await database.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            await database.Database.MigrateAsync(cancellationToken);
    }
}

/// <summary>For <c>dotnet ef migrations add</c>; no database is opened.</summary>
internal sealed class IdentityDesignTimeFactory : IDesignTimeDbContextFactory<IdentityDbContext>
{
    public IdentityDbContext CreateDbContext(string[] args) =>
        new((DbContextOptions<IdentityDbContext>)new DbContextOptionsBuilder<IdentityDbContext>().UseIdentitySqlite("Data Source=design-time").Options);
}
