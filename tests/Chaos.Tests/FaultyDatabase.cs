using Microsoft.Data.Sqlite;
using Transcribe.Engine.State;
using Transcribe.Engine.Storage;

namespace Transcribe.Chaos;

/// <summary>A database in a file whose commits may go wrong.</summary>
internal sealed class FaultyDatabase(SqliteDatabase inner, CommitFaults faults) : EngineDatabase
{
    public override string Location => inner.Location;

    public override Statement Begin => inner.Begin;

    public override StoreSession Open()
    {
        faults.CheckAlive();
        var connection = new SqliteConnection($"Data Source={inner.Location};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;";
        command.ExecuteNonQuery();
        return new FaultySession(connection, faults);
    }

    public override Task MigrateAsync(CancellationToken cancellationToken) => inner.MigrateAsync(cancellationToken);

    public override void Release() => inner.Release();

    public override StorageException? Explain(Exception exception) => inner.Explain(exception);

    private sealed class FaultySession(SqliteConnection connection, CommitFaults faults) : StoreSession(connection)
    {
        public override int Execute(Statement statement, params ReadOnlySpan<object?> values)
        {
            faults.CheckAlive();
            if (statement.Sql != "COMMIT")
                return base.Execute(statement, values);

            return faults.Commit(() => base.Execute(statement));
        }
    }
}
