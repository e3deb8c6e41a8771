using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Transcribe.Shared.Sqlite;

namespace Transcribe.Engine.Server.Identity;

internal static class IdentityDatabase
{
    /// <summary>Brings the tables up to date.</summary>
    public static async Task PrepareAsync(this IDbContextFactory<IdentityDbContext> contexts, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);

        // Readers and the engine's writer must not block each other; the mode stays with the file.
        await database.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", cancellationToken);

        if ((await database.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            await ExclusiveMigration.RunAsync(database, new SqliteConnectionStringBuilder(database.Database.GetConnectionString()).DataSource, cancellationToken);
    }
}

/// <summary>For <c>dotnet ef migrations add</c>; no database is opened.</summary>
internal sealed class IdentityDesignTimeFactory : IDesignTimeDbContextFactory<IdentityDbContext>
{
    public IdentityDbContext CreateDbContext(string[] args) =>
        new((DbContextOptions<IdentityDbContext>)new DbContextOptionsBuilder<IdentityDbContext>().UseTables("Data Source=design-time", IdentityDbContext.MigrationsTable).Options);
}
