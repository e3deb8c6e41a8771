using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

public sealed class DefinitionCatalogTests : EngineTest
{
    [Fact]
    public async Task SaveAsync_ADraftTwice_OverwritesIt()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("d", Note("published"));

        var first = await engine.Catalog.SaveAsync(Sequence("d", Note("draft")), publish: false, cancellationToken: Token);
        var second = await engine.Catalog.SaveAsync(Sequence("d", Note("better draft")), publish: false, cancellationToken: Token);

        second.Id.Should().Be(first.Id);
        second.Version.Should().Be(2);
        await engine.StartAsync("d");
        await engine.Runtime.StartAsync(new StartWorkflowRequest { DefinitionId = "d", Version = VersionOptions.Latest }, Token);
        Probe.Notes.Should().Equal("published", "better draft");
    }

    [Fact]
    public async Task PublishAsync_ADraft_TakesOverWhileRunningInstancesKeepTheirVersion()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("d", Await("key"), Note("old"));
        await engine.StartAsync("d", "old");
        await engine.Catalog.SaveAsync(Sequence("d", Note("new")), publish: false, cancellationToken: Token);

        var published = await engine.Catalog.PublishAsync("d", Token);
        await engine.StartAsync("d");
        await SendAsync(engine, "key");

        published.Version.Should().Be(2);
        Probe.Notes.Should().Equal("new", "key:0", "old");
    }

    [Fact]
    public async Task PublishAsync_NoSuchDefinition_SaysSo()
    {
        var engine = await StartEngineAsync();

        var publish = () => engine.Catalog.PublishAsync("nothing", Token);

        await publish.Should().ThrowAsync<DefinitionNotFoundException>().WithMessage("*'nothing'*");
    }

    [Fact]
    public async Task SaveAsync_PublishingWithMistakes_ListsThemAndPublishesNothing()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("d", Note("good"));
        var broken = Sequence(
            "d",
            """{ "type": "Test.Note", "id": "first", "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "1 +" } } }""",
            """{ "type": "Test.Note", "id": "second", "text": { "typeName": "String", "expression": { "type": "Klingon", "value": "x" } } }""");

        var publish = () => engine.Catalog.SaveAsync(broken, publish: true, cancellationToken: Token);

        var problems = (await publish.Should().ThrowAsync<DefinitionException>()).Which.Problems;
        problems.Select(problem => problem.ActivityId).Should().Equal("first", "second");
        (await engine.Get<IDefinitionStore>().ListVersionsAsync("d", Token)).Should().ContainSingle();
    }

    [Fact]
    public async Task Triggers_AfterPublishAndRetract_FollowAtOnceAndTell()
    {
        var engine = await StartEngineAsync();
        var changes = 0;
        engine.Catalog.Changed += (_, _) => changes++;
        var hash = StimulusHasher.Hash("Test.Await", "key");

        await engine.PublishAsync("d", Await("key", canStart: true));
        var published = engine.Catalog.Triggers.Find(hash);
        await engine.Catalog.RetractAsync("d", Token);

        published.Should().ContainSingle().Which.Should().BeEquivalentTo(new { DefinitionId = "d", Name = "Test.Await", Payload = "\"key\"" });
        engine.Catalog.Triggers.All.Should().BeEmpty();
        changes.Should().Be(2);
    }

    [Fact]
    public async Task Triggers_OfAnExpression_SeeTheVariablesOfTheWorkflow()
    {
        var engine = await StartEngineAsync();
        const string Document = """
            { "definitionId": "d", "variables": [ { "id": "v", "name": "Name", "typeName": "String", "value": "orders" } ],
              "root": { "type": "Test.Await", "id": "a", "customProperties": { "canStartWorkflow": true },
                        "key": { "typeName": "String", "expression": { "type": "JavaScript", "value": "'on-' + variables.Name" } } } }
            """;

        await engine.Catalog.SaveAsync(Document, publish: true, cancellationToken: Token);

        engine.Catalog.Triggers.All.Should().ContainSingle().Which.Payload.Should().Be("\"on-orders\"");
    }

    [Fact]
    public async Task Refresh_OfATriggerByAnExpression_ComputesItOnceMore()
    {
        var engine = await StartEngineAsync();
        const string Document = """
            { "definitionId": "d", "root": { "type": "Test.Await", "id": "a", "customProperties": { "canStartWorkflow": true },
                "key": { "typeName": "String", "expression": { "type": "JavaScript", "value": "String(Math.random())" } } } }
            """;
        await engine.Catalog.SaveAsync(Document, publish: true, cancellationToken: Token);
        var before = engine.Catalog.Triggers.All.Single();

        (await engine.Catalog.RefreshAsync("d", Token)).Should().BeTrue();

        var after = engine.Catalog.Triggers.All.Should().ContainSingle().Which;
        after.Payload.Should().NotBe(before.Payload);
        after.DefinitionVersionId.Should().Be(before.DefinitionVersionId);
        (await engine.Catalog.RefreshAsync("nobody", Token)).Should().BeFalse();
    }

    [Fact]
    public async Task Triggers_AfterARestart_AreThere()
    {
        var stopping = await StartEngineAsync();
        await stopping.PublishAsync("d", Await("key", canStart: true), Note("started"));
        await stopping.StopAsync();

        var engine = await StartEngineAsync();
        await SendAsync(engine, "key", 7);

        Probe.Notes.Should().Equal("key:7", "started");
    }
}
