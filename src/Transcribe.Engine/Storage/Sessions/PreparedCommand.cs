using System.Data.Common;

namespace Transcribe.Engine.Storage;

/// <summary>A statement that was parsed and planned once and runs many times.</summary>
internal sealed class PreparedCommand : IDisposable
{
    private readonly DbCommand _command;

    public PreparedCommand(DbConnection connection, Statement statement, int parameters)
    {
        _command = connection.CreateCommand();
#pragma warning disable CA2100 // every statement is a constant of this assembly; values only travel as parameters
        _command.CommandText = statement.Sql;
#pragma warning restore CA2100
        for (var i = 0; i < parameters; i++)
        {
            var parameter = _command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            _command.Parameters.Add(parameter);
        }
    }

    public int Execute(ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    public DbDataReader Read(ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteReader();
    }

    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i] switch
            {
                null => DBNull.Value,
                DateTimeOffset moment => moment.UtcTicks,
                var value => value,
            };
        }
    }
}
