using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Transcribe.Activities.Persistence;

/// <summary>How rooms keep their tables in the engine's database file: with a history of migrations of their own.</summary>
internal static class SqliteTables
{
    // SQLite waits this long for another writer, such as the engine in the same file, before it gives up.
    private const int BusyTimeoutSeconds = 30;

    public static DbContextOptionsBuilder UseTables(this DbContextOptionsBuilder options, string connectionString, string migrationsTable) =>
        options.UseSqlite(
            new SqliteConnectionStringBuilder(connectionString) { DefaultTimeout = BusyTimeoutSeconds }.ConnectionString,
            sqlite => sqlite.MigrationsHistoryTable(migrationsTable));
}

/// <summary>SQLite has no type for instants that it could order by: milliseconds since 1970, in UTC, do.</summary>
internal sealed class InstantConverter() : ValueConverter<DateTimeOffset, long>(
    instant => instant.ToUnixTimeMilliseconds(),
    milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
