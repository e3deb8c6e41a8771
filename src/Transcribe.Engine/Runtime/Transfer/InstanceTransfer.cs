using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.State;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Runs as files: out with everything that is known of them, and in again, on this server or another one.</summary>
public sealed class InstanceTransfer
{
    private const int PageSize = 1000;
    private const string State = "WorkflowState";
    private const string Events = "WorkflowExecutionLogRecords";
    private const string Executions = "ActivityExecutionRecords";

    private static readonly JsonSerializerOptions Rows = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private readonly IInstanceStore _instances;
    private readonly IJournalStore _journal;
    private readonly IJournalImporter _importer;
    private readonly DefinitionCatalog _catalog;
    private readonly ICommitSink _commits;

    internal InstanceTransfer(IInstanceStore instances, IJournalStore journal, IJournalImporter importer, DefinitionCatalog catalog, ICommitSink commits) =>
        (_instances, _journal, _importer, _catalog, _commits) = (instances, journal, importer, catalog, commits);

    /// <summary>A run as it was last committed, with its events and executions; null: there is none.</summary>
    public async Task<JsonObject?> ExportAsync(string instanceId, CancellationToken cancellationToken)
    {
        if (await _instances.LoadAsync(instanceId, cancellationToken) is not { } snapshot)
            return null;

        return new JsonObject
        {
            [State] = JsonNode.Parse(snapshot.Data),
            [Executions] = JsonSerializer.SerializeToNode(await _journal.ListExecutionsAsync(instanceId, null, cancellationToken), Rows),
            [Events] = JsonSerializer.SerializeToNode(await ListEventsAsync(instanceId, cancellationToken), Rows),
        };
    }

    /// <summary>Takes over a run; if it waits, it waits here from now on.</summary>
    /// <returns>Whether it is new here; one that is known stays as it is.</returns>
    /// <exception cref="InstanceFileException">The file cannot be read, or its definition version is not here.</exception>
    public async Task<bool> ImportAsync(JsonObject file, CancellationToken cancellationToken)
    {
        var state = Read(file);
        if (await _instances.FindAsync(state.Id, cancellationToken) is not null)
            return false;

        var graph = await _catalog.FindGraphAsync(state.DefinitionVersionId, cancellationToken)
            ?? throw new InstanceFileException(
                $"The run '{state.Id}' belongs to version {state.DefinitionVersion} of the workflow '{state.DefinitionId}' (id {state.DefinitionVersionId}), which is not here. Import the workflow first.");

        // The state comes last and alone decides whether the run is here; before it, nothing shows or resumes what was written.
        await _importer.ImportAsync(RowsOf<JournalRow>(file, Events, row => row.WorkflowInstanceId, state), RowsOf<ActivityExecutionRow>(file, Executions, row => row.WorkflowInstanceId, state), cancellationToken);
        var waits = state.Status == WorkflowStatus.Running ? state.Bookmarks : [];
        try
        {
            await _commits.CommitAsync(
                new BurstCommit { State = state, Graph = graph, Journal = [], Records = [], AddedBookmarks = waits, RemovedBookmarkIds = [] },
                cancellationToken);
            return true;
        }
        catch (ConcurrencyConflictException)
        {
            return false;
        }
    }

    private static WorkflowState Read(JsonObject file)
    {
        try
        {
            var state = file[State] ?? throw new InstanceFileException($"This is no file of a run: it has no '{State}'.");
            return WorkflowStateSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(state));
        }
        catch (JsonException exception)
        {
            throw new InstanceFileException($"The state of the run cannot be read: {exception.Message}");
        }
    }

    private static List<T> RowsOf<T>(JsonObject file, string member, Func<T, string> instanceOf, WorkflowState state)
    {
        try
        {
            var rows = file[member].Deserialize<List<T>>(Rows) ?? [];
            return rows.TrueForAll(row => instanceOf(row) == state.Id) ? rows : throw new InstanceFileException($"'{member}' speaks of another run than '{State}'.");
        }
        catch (JsonException exception)
        {
            throw new InstanceFileException($"'{member}' cannot be read: {exception.Message}");
        }
    }

    private async Task<IReadOnlyList<JournalRow>> ListEventsAsync(string instanceId, CancellationToken cancellationToken)
    {
        var events = new List<JournalRow>();
        Page<JournalRow> page;
        do
        {
            page = await _journal.ListAsync(instanceId, new JournalFilter { Skip = events.Count, Take = PageSize }, cancellationToken);
            events.AddRange(page.Items);
        }
        while (page.Items.Count == PageSize);

        return events;
    }
}

/// <summary>A file is not that of a run, or its run cannot live here; the message is for the caller.</summary>
public sealed class InstanceFileException(string message) : Exception(message);
