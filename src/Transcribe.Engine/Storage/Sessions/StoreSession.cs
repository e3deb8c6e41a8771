using System.Data.Common;

namespace Transcribe.Engine.Storage;

/// <summary>One connection with its prepared statements, used by one thread at a time.</summary>
internal class StoreSession(DbConnection connection) : IDisposable
{
    private readonly Dictionary<Statement, PreparedCommand> _commands = new(ReferenceEqualityComparer.Instance as IEqualityComparer<Statement>);

    /// <summary>Runs a statement; returns how many rows it changed.</summary>
    public virtual int Execute(Statement statement, params ReadOnlySpan<object?> values) => CommandOf(statement, values.Length).Execute(values);

    /// <summary>All rows of a query.</summary>
    public List<T> Query<T>(Statement statement, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = CommandOf(statement, values.Length).Read(values);
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));

        return rows;
    }

    /// <summary>The first row of a query; null: it has none.</summary>
    public T? First<T>(Statement statement, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
        where T : class
    {
        using var reader = CommandOf(statement, values.Length).Read(values);
        return reader.Read() ? read(reader) : null;
    }

    public virtual void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();

        connection.Dispose();
    }

    private PreparedCommand CommandOf(Statement statement, int parameters)
    {
        if (!_commands.TryGetValue(statement, out var command))
            _commands[statement] = command = new PreparedCommand(connection, statement, parameters);

        return command;
    }
}
