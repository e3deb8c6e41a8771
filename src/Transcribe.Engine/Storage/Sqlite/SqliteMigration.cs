using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Storage;

/// <summary>Brings tables in a SQLite file to their version, one process at a time; one that is killed meanwhile holds nobody up.</summary>
public static class SqliteMigration
{
    /// <summary>
    /// Whether the tables have this version already. It is asked in SQL alone: to build EF's model only to learn that nothing is to be done
    /// costs a start more time and memory than everything else in it.
    /// </summary>
    public static bool IsCurrent<TContext>(string connectionString)
        where TContext : DbContext
    {
        var settings = new SqliteConnectionStringBuilder(connectionString) { Pooling = false };
        if (!File.Exists(settings.DataSource))
            return false;

        using var connection = new SqliteConnection(settings.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """SELECT COUNT(*) FROM "sqlite_master" WHERE "name" = '__EFMigrationsHistory'""";
        if (command.ExecuteScalar() is 0L)
            return false;

        command.CommandText = """SELECT "MigrationId" FROM "__EFMigrationsHistory" """;
        using var reader = command.ExecuteReader();
        var applied = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read())
            applied.Add(reader.GetString(0));

        return MigrationsOf(typeof(TContext)).All(applied.Contains);
    }

    /// <summary>Applies what is pending.</summary>
    /// <exception cref="StorageException">Another server is at it.</exception>
    public static async Task RunAsync(DbContext context, string file, CancellationToken cancellationToken)
    {
        // EF's own lock is a row, which a killed process leaves behind and the next one would wait for without end. A lock of the system ends
        // with its process; whoever holds it may remove the row.
        await using var alone = Lock(file);
        if (File.Exists(file))
            await context.Database.ExecuteSqlRawAsync("""DROP TABLE IF EXISTS "__EFMigrationsLock";""", cancellationToken);

        await context.Database.MigrateAsync(cancellationToken);
    }

    private static IEnumerable<string> MigrationsOf(Type context) =>
        from type in context.Assembly.GetTypes()
        where type.GetCustomAttribute<DbContextAttribute>()?.ContextType == context
        let migration = type.GetCustomAttribute<MigrationAttribute>()
        where migration is not null
        select migration.Id;

    private static FileStream Lock(string file)
    {
        try
        {
            return new FileStream($"{file}.migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException exception)
        {
            throw new StorageException($"The database '{file}' is being brought to this version by another server. Start again when it is done. ({exception.Message})", isTransient: true, exception);
        }
    }
}
