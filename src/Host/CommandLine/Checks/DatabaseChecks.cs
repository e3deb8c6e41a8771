using Microsoft.Data.Sqlite;

namespace Transcribe.Workflows.Host.CommandLine.Checks;

/// <summary>Whether the database is whole, and the keys are there that decrypt what is secret in it.</summary>
internal static class DatabaseChecks
{
    private const string Area = "Database";

    public static async Task<IEnumerable<Finding>> RunAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        if (!File.Exists(settings.DatabasePath))
            return [Finding.Note(Area, "There is none yet; the first start makes it.")];

        return [await CheckAsync(settings.DatabasePath, cancellationToken), Keys(settings)];
    }

    private static async Task<Finding> CheckAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
            await database.OpenAsync(cancellationToken);
            await using var check = database.CreateCommand();
            check.CommandText = "PRAGMA quick_check";
            return await check.ExecuteScalarAsync(cancellationToken) is "ok"
                ? Finding.Good(Area, $"{path} is whole, {new FileInfo(path).Length / 1024.0 / 1024.0:0.0} MB.")
                : Finding.Error(Area, $"{path} is damaged. Stop the server, and restore the last backup: transcribe-workflows restore FILE --replace");
        }
        catch (SqliteException exception)
        {
            return Finding.Error(Area, $"{path} cannot be read: {exception.Message}");
        }
    }

    private static Finding Keys(HostSettings settings) => Directory.Exists(settings.KeysFolder) && Directory.EnumerateFiles(settings.KeysFolder, "*.xml").Any()
        ? Finding.Good("Keys", "The keys that decrypt connections and secrets are there.")
        : Finding.Error("Keys", $"{settings.KeysFolder} has no keys, so nobody can decrypt the connections and secrets of the database. Put back the folder from a backup.");
}
