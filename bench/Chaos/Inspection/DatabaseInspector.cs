using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Transcribe.Bench.Chaos.Inspection;

/// <summary>
/// Looks into a database whose process was killed: what one commit writes to several tables must be there in all of them, or in none.
/// It works on a copy, so that the next process finds exactly what the killed one left.
/// </summary>
internal sealed class DatabaseInspector : IDisposable
{
    private const string InstancesSince = """
        SELECT "Id", "SubStatus", "RowVersion", "Data" FROM "WorkflowInstances" WHERE "UpdatedAt" >= $since
        """;

    private readonly string? _copy;
    private readonly SqliteConnection _connection;

    private DatabaseInspector(string database, string? copy)
    {
        _copy = copy;
        _connection = new SqliteConnection($"Data Source={database};Pooling=false");
        _connection.Open();
    }

    /// <summary>Looks on while a process works.</summary>
    public static DatabaseInspector Watch(string database) => new(database, null);

    /// <summary>Opens a copy of what a killed process left; null: it had not made a database yet.</summary>
    public static DatabaseInspector? Open(string database)
    {
        if (!File.Exists(database))
            return null;

        var copy = Directory.CreateTempSubdirectory("transcribe-chaos-copy-").FullName;
        foreach (var suffix in new[] { string.Empty, "-wal" })
        {
            if (File.Exists(database + suffix))
                File.Copy(database + suffix, Path.Combine(copy, "engine.db" + suffix));
        }

        return new DatabaseInspector(Path.Combine(copy, "engine.db"), copy);
    }

    /// <summary>Whether the tables are made.</summary>
    public bool HasTables => Query("SELECT \"name\" FROM \"sqlite_master\" WHERE \"name\" = 'Stimuli'", row => row.GetString(0)).Count > 0;

    /// <summary>Every instance that changed since a moment.</summary>
    public IReadOnlyList<SavedInstance> Instances(DateTimeOffset since) => Query(
        InstancesSince,
        row => new SavedInstance(row.GetString(0), row.GetString(1), row.GetInt64(2), SavedState.Read(row.GetFieldValue<byte[]>(3))),
        ("$since", since.UtcTicks));

    /// <summary>What is not whole in the instances that changed since a moment.</summary>
    public IEnumerable<string> Violations(DateTimeOffset since)
    {
        var bookmarks = Query("SELECT \"WorkflowInstanceId\", \"Id\", \"DueAt\" FROM \"Bookmarks\"", row => (Instance: row.GetString(0), Text: Describe(row.GetString(1), row.IsDBNull(2) ? null : row.GetInt64(2))))
            .ToLookup(row => row.Instance, row => row.Text);

        foreach (var instance in Instances(since))
        {
            foreach (var violation in Violations(instance, bookmarks[instance.Id]))
                yield return $"{instance.Id}: {violation}";
        }

        foreach (var table in new[] { "Bookmarks", "Journal", "ActivityExecutions" })
        {
            var orphans = Query($"SELECT DISTINCT \"WorkflowInstanceId\" FROM \"{table}\" WHERE \"WorkflowInstanceId\" NOT IN (SELECT \"Id\" FROM \"WorkflowInstances\")", row => row.GetString(0));
            foreach (var orphan in orphans)
                yield return $"{orphan}: {table} has rows of it, but there is no such instance";
        }
    }

    /// <summary>What SQLite itself finds wrong with the file.</summary>
    public IEnumerable<string> Damage() => Query("PRAGMA integrity_check", row => row.GetString(0)).Where(line => line != "ok");

    /// <summary>Whether an instance has not ended.</summary>
    public bool HasUnfinished => Query("SELECT 1 FROM \"WorkflowInstances\" WHERE \"Status\" = 'Running' LIMIT 1", row => row.GetInt32(0)).Count > 0;

    /// <summary>Stimuli that were assigned to a bookmark and did not arrive.</summary>
    public long UndeliveredStimuli => Query("SELECT COUNT(*) FROM \"Stimuli\" WHERE \"BookmarkId\" IS NOT NULL", row => row.GetInt64(0))[0];

    /// <summary>When the runs of a definition were created.</summary>
    public IReadOnlyList<DateTimeOffset> CreationsOf(string definitionId) => Query(
        "SELECT \"CreatedAt\" FROM \"WorkflowInstances\" WHERE \"DefinitionId\" = $definition ORDER BY \"CreatedAt\"", row => new DateTimeOffset(row.GetInt64(0), TimeSpan.Zero), ("$definition", definitionId));

    /// <summary>When the clock starts a definition next.</summary>
    public DateTimeOffset? NextRunOf(string definitionId)
    {
        var next = Query("SELECT \"NextRunAt\" FROM \"Triggers\" WHERE \"DefinitionId\" = $definition AND \"NextRunAt\" IS NOT NULL", row => row.GetInt64(0), ("$definition", definitionId));
        return next is [var ticks] ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }

    public void Dispose()
    {
        _connection.Dispose();
        if (_copy is not null)
            Directory.Delete(_copy, recursive: true);
    }

    private IEnumerable<string> Violations(SavedInstance instance, IEnumerable<string> bookmarkRows)
    {
        var state = instance.State;
        if ((state.SubStatus ?? "Pending") != instance.SubStatus)
            yield return $"the row says {instance.SubStatus}, the state {state.SubStatus}";

        var rows = bookmarkRows.Order(StringComparer.Ordinal).ToList();
        var expected = (state.Bookmarks ?? []).Select(bookmark => Describe(bookmark.Id, bookmark.DueAt?.UtcTicks)).Order(StringComparer.Ordinal).ToList();
        if (!rows.SequenceEqual(expected))
            yield return $"the bookmarks are [{string.Join(' ', rows)}], in the state [{string.Join(' ', expected)}]";
        if (instance.IsFinished && rows.Count > 0)
            yield return "it has ended and still waits";
        if (instance.SubStatus == "Suspended" && rows.Count == 0)
            yield return "it waits, but for nothing";

        var events = Query("SELECT \"Sequence\" FROM \"Journal\" WHERE \"WorkflowInstanceId\" = $id ORDER BY \"Sequence\"", row => row.GetInt32(0), ("$id", instance.Id));
        if (!events.SequenceEqual(Enumerable.Range(1, state.ExecutionLogSequence)))
            yield return $"the journal has {events.Count} events, the state counts {state.ExecutionLogSequence}";

        var executions = Query("SELECT \"Id\" FROM \"ActivityExecutions\" WHERE \"WorkflowInstanceId\" = $id", row => row.GetString(0), ("$id", instance.Id)).ToHashSet(StringComparer.Ordinal);
        foreach (var execution in (state.ActivityExecutionContexts ?? []).Where(execution => execution.Status is not (null or "Pending") && !executions.Contains(execution.Id)))
            yield return $"the execution {execution.Id} is in the state, but has no row";
    }

    private static string Describe(string bookmarkId, long? dueAt) => string.Create(CultureInfo.InvariantCulture, $"{bookmarkId}@{dueAt}");

    private List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params (string Name, object Value)[] parameters)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // only constants of this class; values travel as parameters
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);

        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));

        return rows;
    }
}
