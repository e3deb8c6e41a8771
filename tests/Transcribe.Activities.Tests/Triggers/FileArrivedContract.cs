using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Deliver.Storage;
using Transcribe.Activities.Tests.Support;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;

namespace Transcribe.Activities.Tests.Triggers;

/// <summary>Files that come into a storage start runs in the real engine, whatever the storage is.</summary>
public abstract class FileArrivedContract : IAsyncLifetime
{
    private const string Connection = "inbox";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private StorageSettings _settings = null!;

    private protected TempFolder Folder { get; } = new();

    public async ValueTask InitializeAsync() => _settings = await StartStorageAsync();

    public ValueTask DisposeAsync()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private protected abstract Task<StorageSettings> StartStorageAsync();

    [Fact]
    public async Task File_HasStoppedGrowing_RunsOnceAndIsMovedAfterSuccess_AlsoOverARestart()
    {
        await using (var engine = await StartAsync())
        {
            await engine.PublishAsync(Workflow("\"afterSuccess\": \"Move\""));
            await WriteAsync(engine, "in/sub/talk.mp3", "so");
            await WriteAsync(engine, "in/notes.txt", "no recording");
            await WriteAsync(engine, "elsewhere/talk.mp3", "not here");
            await engine.LookAsync(Interval);
            await WriteAsync(engine, "in/sub/talk.mp3", "sound");
            await engine.LookAsync(Interval);
            (await engine.RunsAsync()).Should().BeEmpty("it grew");

            await engine.LookAsync(Interval);
            (await engine.RunsAsync()).Should().ContainSingle();
        }

        await using var again = await StartAsync();
        await again.LookAsync(Interval);
        await again.EndAsync();
        await again.LookAsync(Interval, 4);

        var run = (await again.RunsAsync()).Should().ContainSingle().Which;
        var state = (await again.Get<IInstanceReader>().ReadStateAsync(run.Id, Workbench.Token))!;
        state.SubStatus.Should().Be(WorkflowSubStatus.Finished, string.Join(' ', state.Incidents.Select(incident => incident.Message)));
        state.Output["file"].Should().Be("inbox: in/sub/talk.mp3, 5");
        (await PathsAsync(again)).Should().Equal("done/sub/talk.mp3", "elsewhere/talk.mp3", "in/notes.txt");
    }

    [Fact]
    public async Task File_WhoseRunFails_IsMovedAside_AndOneThatIsKeptStartsNothingAgainUntilItChanges()
    {
        await using (var engine = await StartAsync())
        {
            await engine.PublishAsync(Workflow("\"afterFailure\": \"Move\", \"failureFolder\": \"in/failed\""));
            await WriteAsync(engine, "in/bad.mp3", "noise");
            await WriteAsync(engine, "in/good.mp3", "sound");
            await engine.LookAsync(Interval, 2);
            await engine.EndAsync();
            await engine.LookAsync(Interval);
            (await engine.RunsAsync()).Select(run => run.SubStatus).Should().BeEquivalentTo([WorkflowSubStatus.Faulted, WorkflowSubStatus.Finished]);
        }

        await using var again = await StartAsync();
        await again.LookAsync(Interval, 3);
        (await PathsAsync(again)).Should().Equal("in/failed/bad.mp3", "in/good.mp3");
        (await again.RunsAsync()).Should().HaveCount(2, "what was put aside, and what was kept, is not new");

        await WriteAsync(again, "in/good.mp3", "another sound");
        await again.LookAsync(Interval, 3);
        (await again.RunsAsync()).Should().HaveCount(3);
    }

    // A recording of that name is none.
    private static string Workflow(string afterwards) => $$"""
        { "definitionId": "inbox", "variables": [{ "id": "f", "name": "F", "typeName": "StoredFile", "storageDriverTypeName": "WorkflowInstanceStorageDriver" }],
          "root": { "type": "Elsa.Sequence", "id": "root", "activities": [
            { "type": "Transcribe.FileArrived", "id": "arrived", "connection": "inbox", "folder": "in", "pattern": "*.mp3", {{afterwards}}, "customProperties": { "canStartWorkflow": true },
              "result": { "typeName": "Object", "memoryReference": { "id": "f" } } },
            { "type": "Elsa.Delay", "id": "delay", "timeSpan": "1.00:00:00" },
            { "type": "Elsa.If", "id": "if", "condition": { "typeName": "Boolean", "expression": { "type": "JavaScript", "value": "variables.F.path.includes('bad')" } },
              "then": { "type": "Elsa.Fault", "id": "fault" } },
            { "type": "Elsa.SetOutput", "id": "out", "outputName": "file",
              "outputValue": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "`${variables.F.connection}: ${variables.F.path}, ${variables.F.size}`" } } } ] } }
        """;

    private async Task<WatchingEngine> StartAsync()
    {
        var engine = await WatchingEngine.StartAsync(Folder, _clock);
        var settings = typeof(StorageSettings).GetProperties().Where(setting => setting.CanWrite && setting.GetValue(_settings) is not null)
            .ToDictionary(setting => char.ToLowerInvariant(setting.Name[0]) + setting.Name[1..], setting => setting.GetValue(_settings)!.ToString());
        await engine.Get<ConnectionManager>().SaveAsync("storage", Connection, settings, Workbench.Token);
        return engine;
    }

    private static async Task WriteAsync(WatchingEngine engine, string path, string text)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        (await StorageOf(engine).WriteAsync(new StorageWrite("td-" + hash, StoragePath.Parse(path), FileContent.Of(text), "audio/mpeg", hash, Replace: true), Workbench.Token)).Should().NotBeNull();
    }

    private static async Task<List<string>> PathsAsync(WatchingEngine engine)
    {
        var paths = new List<string>();
        await foreach (var file in StorageOf(engine).ListAsync(null, Workbench.Token))
            paths.Add(file.Path);

        paths.Sort(StringComparer.Ordinal);
        return paths;
    }

    private static IStorageTarget StorageOf(WatchingEngine engine) => engine.Get<IStorageTargets>().Get(Connection);
}
