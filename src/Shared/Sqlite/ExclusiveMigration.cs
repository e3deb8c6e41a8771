using Microsoft.EntityFrameworkCore;

namespace Transcribe.Shared.Sqlite;

/// <summary>Brings tables in a SQLite file to their version, one process at a time; one that is killed meanwhile holds nobody up.</summary>
internal static class ExclusiveMigration
{
    /// <summary>Applies what is pending.</summary>
    /// <exception cref="IOException">Another server is at it.</exception>
    public static async Task RunAsync(DbContext context, string file, CancellationToken cancellationToken)
    {
        // EF's own lock is a row, which a killed process leaves behind and the next one would wait for without end. A lock of the system ends
        // with its process; whoever holds it may remove the row.
        await using var alone = Lock(file);
        if (File.Exists(file))
            await context.Database.ExecuteSqlRawAsync("""DROP TABLE IF EXISTS "__EFMigrationsLock";""", cancellationToken);

        await context.Database.MigrateAsync(cancellationToken);
    }

    private static FileStream Lock(string file)
    {
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
