using System.Text.Json.Nodes;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>What becomes of workflows that use another as an activity when that is published anew.</summary>
public sealed class ConsumerTests : EngineTest
{
    [Theory]
    [Trait("Scenario", "67 Workflows that use each other")]
    [InlineData(true, 2, "new")]
    [InlineData(false, 1, "old")]
    public async Task Publish_NewVersion_UpdatesConsumersOnlyWhenToldTo(bool updates, int version, string note)
    {
        var engine = await StartEngineAsync(background: false);
        await PublishChildAsync(engine, "old", updates);
        await engine.PublishAsync("parent", """{ "type": "Child", "version": 1, "workflowDefinitionVersionId": "x" }""");

        await PublishChildAsync(engine, "new", updates);

        var parent = (await engine.Get<IDefinitionStore>().FindAsync("parent", VersionOptions.Published, Token))!;
        ((int)JsonNode.Parse(parent.Json)!["root"]!["activities"]![0]!["version"]!).Should().Be(version);
        await engine.StartAsync("parent");
        Probe.Notes.Should().Equal(note);
    }

    [Fact]
    public async Task Publish_NewVersion_LeavesDraftsToThoseWhoMakeThem()
    {
        var engine = await StartEngineAsync(background: false);
        await PublishChildAsync(engine, "old", updates: true);
        await engine.PublishAsync("parent", """{ "type": "Child" }""");
        await engine.Catalog.SaveAsync(Documents.Sequence("parent", Documents.Note("half done")), publish: false, cancellationToken: Token);

        await PublishChildAsync(engine, "new", updates: true);

        (await engine.Get<IDefinitionStore>().FindAsync("parent", VersionOptions.Published, Token))!.Version.Should().Be(1);
    }

    [Fact]
    public async Task ListConsumers_Published_NamesThem()
    {
        var engine = await StartEngineAsync(background: false);
        await PublishChildAsync(engine, "old", updates: false);
        await engine.PublishAsync("parent", """{ "type": "Child" }""");
        await engine.PublishAsync("other", Documents.Note("Child"));

        (await engine.Catalog.ListConsumersAsync("child", Token)).Select(row => row.DefinitionId).Should().Equal("parent");
    }

    private static Task<DefinitionRow> PublishChildAsync(EngineHost engine, string note, bool updates) => engine.Catalog.SaveAsync(
        $$"""
        { "definitionId": "child", "name": "Child", "options": { "usableAsActivity": true, "autoUpdateConsumingWorkflows": {{(updates ? "true" : "false")}} },
          "root": { "type": "Elsa.Sequence", "id": "root", "activities": [ {{Documents.Note(note)}} ] } }
        """,
        publish: true,
        cancellationToken: Token);
}
