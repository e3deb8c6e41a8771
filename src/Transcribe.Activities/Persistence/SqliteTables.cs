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
            sqlite => sqlite.MigrationsHistoryTable(migrationsTable)).AddInterceptors(BusyTimeout.Instance);

    /// <summary>Held by the one process that brings the file to its version.</summary>
    /// <exception cref="IOException">Another one holds it.</exception>
    public static FileStream LockForMigration(string connectionString)
    {
        var file = new SqliteConnectionStringBuilder(connectionString).DataSource;
        try
        {
            return new FileStream($"{file}.migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException exception)
        {
            throw new IOException($"The database '{file}' is being brought to this version by another server. Start again when it is done. ({exception.Message})", exception);
        }
    }
}

/// <summary>SQLite has no type for instants that it could order by: milliseconds since 1970, in UTC, do.</summary>
internal sealed class InstantConverter() : ValueConverter<DateTimeOffset, long>(
    instant => instant.ToUnixTimeMilliseconds(),
    milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
