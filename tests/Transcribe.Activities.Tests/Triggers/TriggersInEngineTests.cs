using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Transcribe.Activities.Tests.Support;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;

namespace Transcribe.Activities.Tests.Triggers;

/// <summary>Our triggers in the real engine: published, found, started, followed to the end.</summary>
public sealed class TriggersInEngineTests : IDisposable
{
    private const string Workflow = """
        { "definitionId": "inbox", "variables": [{ "id": "f", "name": "F", "typeName": "StoredFile", "storageDriverTypeName": "WorkflowInstanceStorageDriver" }],
          "root": { "type": "Elsa.Sequence", "id": "root", "activities": [
            { "type": "Transcribe.FileArrived", "id": "arrived", "folder": "in", "pattern": "*.mp3", "afterSuccess": "Move", "customProperties": { "canStartWorkflow": true },
              "result": { "typeName": "Object", "memoryReference": { "id": "f" } } },
            { "type": "Elsa.Delay", "id": "delay", "timeSpan": "00:00:01" },
            { "type": "Elsa.SetOutput", "id": "out", "outputName": "path", "outputValue": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "variables.F.path" } } } ] } }
        """;

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FileArrived_FileInTheFolder_RunsOnceAndIsMovedAlsoOverARestart()
    {
        var file = Path.Combine(_folder.File("files"), "in", "talk.mp3");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "sound", Token);
        string id;
        using (var host = await StartAsync())
        {
            await host.Services.GetRequiredService<DefinitionCatalog>().SaveAsync(Workflow, publish: true, cancellationToken: Token);
            await AdvanceUntilAsync(async () => (await RunsAsync(host)).Count == 1, "a run starts");
            id = (await RunsAsync(host)).Single().Id;
            await host.StopAsync(Token);
        }

        using var again = await StartAsync();
        await AdvanceUntilAsync(() => Task.FromResult(File.Exists(Path.Combine(_folder.File("files"), "done", "talk.mp3"))), "the file is moved");

        (await RunsAsync(again)).Should().ContainSingle().Which.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        (await again.Services.GetRequiredService<IInstanceReader>().ReadStateAsync(id, Token))!.Output["path"].Should().Be("in/talk.mp3");
        File.Exists(file).Should().BeFalse();
        await again.StopAsync(Token);
    }

    [Theory]
    [InlineData(""" { "type": "Transcribe.NewEpisode", "url": "ftp://example.com/feed", "customProperties": { "canStartWorkflow": true } } """, "not the http or https address")]
    [InlineData(""" { "type": "Transcribe.NewEpisode", "url": "https://example.com/feed", "interval": "00:00:10", "customProperties": { "canStartWorkflow": true } } """, "shorter than a minute")]
    [InlineData(""" { "type": "Transcribe.FileArrived", "interval": "00:00:00", "customProperties": { "canStartWorkflow": true } } """, "at least a second")]
    [InlineData(""" { "type": "Transcribe.FileArrived", "folder": "../out", "customProperties": { "canStartWorkflow": true } } """, "must not contain '..'")]
    [InlineData(""" { "type": "Transcribe.FileArrived", "connection": "nowhere", "customProperties": { "canStartWorkflow": true } } """, "nowhere")]
    public async Task Publish_TriggerThatCannotWork_IsRefusedWithTheReason(string trigger, string reason)
    {
        using var host = await StartAsync();
        var document = $$"""{ "definitionId": "wrong", "root": { "type": "Elsa.Sequence", "id": "root", "activities": [ {{trigger}} ] } }""";

        var publish = () => host.Services.GetRequiredService<DefinitionCatalog>().SaveAsync(document, publish: true, cancellationToken: Token);

        (await publish.Should().ThrowAsync<Engine.Definitions.DefinitionException>()).Which.Message.Should().Contain(reason);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task FileArrived_WorkflowThatFails_TakesNothingMoreUntilItIsResumed()
    {
        using var host = await StartAsync();
        await host.Services.GetRequiredService<DefinitionCatalog>().SaveAsync(
            """
            { "definitionId": "broken", "customProperties": { "failing": { "runs": 1 } }, "root": { "type": "Elsa.Sequence", "id": "root", "activities": [
              { "type": "Transcribe.FileArrived", "id": "arrived", "afterFailure": "Move", "customProperties": { "canStartWorkflow": true } }, { "type": "Elsa.Fault", "id": "fault" } ] } }
            """,
            publish: true,
            cancellationToken: Token);
        var pauses = host.Services.GetRequiredService<ITriggerPauses>();
        await WriteAsync("first.mp3");
        await AdvanceUntilAsync(() => Task.FromResult(pauses.List().Count == 1), "it is paused");

        await WriteAsync("second.mp3");
        await AdvanceUntilAsync(() => Task.FromResult(File.Exists(Path.Combine(_folder.File("files"), "failed", "first.mp3"))), "the first file is put away");
        (await RunsAsync(host)).Should().ContainSingle();

        await pauses.ResumeAsync("broken", Token);
        await AdvanceUntilAsync(async () => (await RunsAsync(host)).Count == 2, "the second file has waited");
        await host.StopAsync(Token);

        async Task WriteAsync(string name)
        {
            Directory.CreateDirectory(_folder.File("files"));
            await File.WriteAllTextAsync(Path.Combine(_folder.File("files"), name), "sound", Token);
        }
    }

    public void Dispose() => _folder.Dispose();

    private Task<IHost> StartAsync() => EngineHost.StartAsync(_folder, _clock);

    private static async Task<IReadOnlyList<InstanceRow>> RunsAsync(IHost host) =>
        (await host.Services.GetRequiredService<IInstanceStore>().ListAsync(new InstanceFilter(), Token)).Items;

    private Task AdvanceUntilAsync(Func<Task<bool>> condition, string what) => Eventually.HoldsAsync(
        async () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return await condition();
        },
        what);
}
