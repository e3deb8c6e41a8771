using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Transcribe.Engine.State;
using Transcribe.Shared.Sqlite;

namespace Transcribe.Engine.Storage;

/// <summary>The engine's database in one SQLite file.</summary>
internal sealed class SqliteDatabase(string connectionString, IDbContextFactory<EngineDbContext> contexts) : EngineDatabase
{
    // A commit is flushed before anybody is told; readers never wait for the writer; the log is put back into the file every 16 MB.
    private const string Pragmas = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 4000;
        PRAGMA cache_size = -16000;
        PRAGMA temp_store = MEMORY;
        """;

    private readonly string _file = new SqliteConnectionStringBuilder(connectionString).DataSource;

    public override string Location => _file;

    public override Statement Begin { get; } = new("BEGIN IMMEDIATE");

    public override StoreSession Open()
    {
        // Sessions are kept by their owners, with their statements; the provider's pool would only hide them.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"{Pragmas} PRAGMA busy_timeout = {connection.DefaultTimeout * 1000};";
            command.ExecuteNonQuery();
            return new SqliteSession(connection);
        }
        catch (Exception exception)
        {
            connection.Dispose();
            if (Explain(exception) is { } explained)
                throw explained;
            throw;
        }
    }

    public override async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(_file)) is { } folder)
            Directory.CreateDirectory(folder);

        try
        {
            if (SqliteMigration.IsCurrent<EngineDbContext>(connectionString))
                return;

            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await ExclusiveMigration.RunAsync(context, _file, cancellationToken);
        }
        catch (Exception exception)
        {
            if (Explain(exception) is { } explained)
                throw explained;
            throw;
        }
    }

    public override void Release()
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    public override StorageException? Explain(Exception exception)
    {
        if (exception is not SqliteException error)
            return null;

        var (problem, isTransient) = error.SqliteErrorCode switch
        {
            SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED =>
                ("is locked by another program. Close what has it open, such as a second server or a database browser", true),
            SQLitePCL.raw.SQLITE_FULL => ("cannot grow: the disk is full. Free some space; nothing that was confirmed is lost", true),
            SQLitePCL.raw.SQLITE_IOERR => ("cannot be read or written: the disk reports an error. Check the disk and that the folder still exists", true),
            SQLitePCL.raw.SQLITE_READONLY => ("is read-only. Give this user the right to write the file and its folder", false),
            SQLitePCL.raw.SQLITE_CANTOPEN => ("cannot be opened. Check that its folder exists and that this user may write there", false),
            SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB => ("is damaged or not a SQLite database. Restore it from a backup", false),
            _ => (null, false),
        };

        return problem is null ? null : new StorageException($"The database '{_file}' {problem}. ({error.Message})", isTransient, error);
    }
}
