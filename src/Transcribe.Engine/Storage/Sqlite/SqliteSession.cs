using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Transcribe.Engine.Storage;

/// <summary>
/// A session on SQLite. Writes bind their values by position, straight into the statement: the provider looks each parameter up by name
/// and copies each text twice, which costs more than the write itself.
/// </summary>
internal sealed class SqliteSession(SqliteConnection connection) : StoreSession(connection)
{
    private const int SmallText = 512;

    private readonly sqlite3 _database = connection.Handle!;
    private readonly Dictionary<Statement, PreparedWrite> _writes = new(ReferenceEqualityComparer.Instance as IEqualityComparer<Statement>);

    public override int Execute(Statement statement, params ReadOnlySpan<object?> values)
    {
        if (!_writes.TryGetValue(statement, out var write))
            _writes[statement] = write = Prepare(statement, values.Length);

        try
        {
            for (var i = 0; i < values.Length; i++)
                Check(Bind(write.Handle, write.Positions[i], values[i]));

            Check(raw.sqlite3_step(write.Handle));
            return raw.sqlite3_changes(_database);
        }
        finally
        {
            // The outcome is that of the step, which is known; a reset only repeats it.
            _ = raw.sqlite3_reset(write.Handle);
        }
    }

    public override void Dispose()
    {
        foreach (var write in _writes.Values)
            write.Handle.Dispose();

        base.Dispose();
    }

    private PreparedWrite Prepare(Statement statement, int parameters)
    {
        Check(raw.sqlite3_prepare_v2(_database, statement.Sql, out var handle));
        return new PreparedWrite(handle, [.. Enumerable.Range(0, parameters).Select(i => raw.sqlite3_bind_parameter_index(handle, $"@p{i}"))]);
    }

    private static int Bind(sqlite3_stmt statement, int position, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, position),
        string text => BindText(statement, position, text),
        int number => raw.sqlite3_bind_int64(statement, position, number),
        long number => raw.sqlite3_bind_int64(statement, position, number),
        bool flag => raw.sqlite3_bind_int(statement, position, flag ? 1 : 0),
        DateTimeOffset moment => raw.sqlite3_bind_int64(statement, position, moment.UtcTicks),
        byte[] bytes => raw.sqlite3_bind_blob(statement, position, bytes),
        _ => throw new ArgumentException($"A column cannot hold a value of the type {value.GetType()}.", nameof(value)),
    };

    private static int BindText(sqlite3_stmt statement, int position, string text)
    {
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (size <= SmallText)
        {
            Span<byte> small = stackalloc byte[SmallText];
            return raw.sqlite3_bind_text(statement, position, small[..Encoding.UTF8.GetBytes(text, small)]);
        }

        var large = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            return raw.sqlite3_bind_text(statement, position, large.AsSpan(0, Encoding.UTF8.GetBytes(text, large)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(large);
        }
    }

    private void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW))
            throw new SqliteException(string.Create(CultureInfo.InvariantCulture, $"SQLite error {code}: {raw.sqlite3_errmsg(_database).utf8_to_string()}"), code & 0xFF, code);
    }

    private sealed record PreparedWrite(sqlite3_stmt Handle, int[] Positions);
}
