using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Transcribe.Shared.Sqlite;

/// <summary>
/// How rooms beside the engine keep their tables in its database file: with a history of migrations of their own. Compiled into each of
/// them, for they must not know each other.
/// </summary>
internal static class SqliteTables
{
    // SQLite waits this long for another writer, such as the engine in the same file, before it gives up.
    private const int BusyTimeoutSeconds = 30;

    public static DbContextOptionsBuilder UseTables(this DbContextOptionsBuilder options, string connectionString, string migrationsTable) =>
        options.UseSqlite(
            new SqliteConnectionStringBuilder(connectionString) { DefaultTimeout = BusyTimeoutSeconds }.ConnectionString,
            sqlite => sqlite.MigrationsHistoryTable(migrationsTable)).AddInterceptors(BusyTimeout.Instance);
}
