using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Transcribe.Engine.Storage;

/// <summary>What migrations a SQLite file has seen.</summary>
internal static class SqliteMigration
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

    private static IEnumerable<string> MigrationsOf(Type context) =>
        from type in context.Assembly.GetTypes()
        where type.GetCustomAttribute<DbContextAttribute>()?.ContextType == context
        let migration = type.GetCustomAttribute<MigrationAttribute>()
        where migration is not null
        select migration.Id;
}
