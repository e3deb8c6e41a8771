namespace Transcribe.Engine.Storage;

/// <summary>
/// One SQL text, written for SQLite and PostgreSQL alike, with parameters <c>@p0</c>, <c>@p1</c>, …. Statements are static: a session
/// prepares each once and finds it by reference.
/// </summary>
internal sealed class Statement(string sql)
{
    public string Sql { get; } = sql;

    /// <summary>Inserts one row.</summary>
    public static Statement Insert(string table, string[] columns, string whenItExists = "") =>
        new($"INSERT INTO \"{table}\" ({Names(columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))}) {whenItExists}");

    /// <summary>Column names, quoted.</summary>
    public static string Names(IEnumerable<string> columns) => string.Join(", ", columns.Select(column => $"\"{column}\""));

    public override string ToString() => Sql;
}
