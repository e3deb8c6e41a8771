using Microsoft.Data.Sqlite;

namespace Transcribe.Activities.Persistence;

/// <summary>Lets one process at a time bring a database file to its version.</summary>
internal static class MigrationLock
{
    /// <summary>Held by the one process that brings the file to its version.</summary>
    /// <exception cref="IOException">Another one holds it.</exception>
    public static FileStream Take(string connectionString)
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
