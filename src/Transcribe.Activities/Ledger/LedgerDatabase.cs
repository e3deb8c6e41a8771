using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Transcribe.Activities.Ledger;

internal static class LedgerDatabase
{
    // SQLite waits this long for another writer, such as the engine in the same file, before it gives up.
    private const int BusyTimeoutSeconds = 30;

    public static DbContextOptionsBuilder<LedgerDbContext> UseLedgerSqlite(this DbContextOptionsBuilder<LedgerDbContext> options, string connectionString)
    {
        ((DbContextOptionsBuilder)options).UseLedgerSqlite(connectionString);
        return options;
    }

    public static DbContextOptionsBuilder UseLedgerSqlite(this DbContextOptionsBuilder options, string connectionString) =>
        options.UseSqlite(
            new SqliteConnectionStringBuilder(connectionString) { DefaultTimeout = BusyTimeoutSeconds }.ConnectionString,
            sqlite => sqlite.MigrationsHistoryTable(LedgerDbContext.MigrationsTable));
}
