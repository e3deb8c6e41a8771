using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

public sealed class WorkflowAsActivityTests : EngineTest
{
    [Fact]
    [Trait("Scenario", "66 Parent and child inputs and outputs")]
    public async Task Nested_InputAndOutput_StayApartFromTheRunsOwn()
    {
        var engine = await StartEngineAsync(background: false);
        await PublishPartAsync(engine, SetOutput("getInput('Value') + '-' + getValue() + '-' + getInput('Secret')"));
        await engine.Catalog.SaveAsync(
            $$"""
            { "definitionId": "main", "name": "Main", "variables": [ { "id": "v", "name": "Got", "typeName": "String" } ],
              "root": { "type": "Elsa.Sequence", "activities": [ {{Part("'in'", "v")}}, {{NoteOf("getGot() + ' ' + getInput('Value')")}} ] } }
            """,
            publish: true,
            cancellationToken: Token);

        var run = await engine.Runtime.StartAsync(
            new() { DefinitionId = "main", Input = new Dictionary<string, object> { ["Value"] = "out", ["Secret"] = "leaks" } }, Token);

        run.State.Incidents.Should().BeEmpty();
        Probe.Notes.Should().Equal("in-in-null out");
    }

    [Fact]
    public async Task Nested_TwiceInOneWorkflow_EachHasItsOwnPlace()
    {
        var engine = await StartEngineAsync(background: false);
        await PublishPartAsync(engine, """{ "id": "same", "type": "Test.Note", "text": { "expression": { "type": "JavaScript", "value": "getInput('Value')" } } }""");
        await engine.PublishAsync("main", Part("'one'"), Part("'two'"));

        (await engine.StartAsync("main")).SubStatus.Should().Be(WorkflowSubStatus.Finished);

        Probe.Notes.Should().Equal("one", "two");
    }

    [Fact]
    public async Task Nested_WaitsInside_GoesOnAfterARestartWithTheVersionItBegan()
    {
        var stopping = await StartEngineAsync();
        await PublishPartAsync(stopping, Await("go"), NoteOf("'v1 ' + getInput('Value')"));
        await stopping.PublishAsync("main", Part("'kept'"), Note("end"));
        await stopping.StartAsync("main", "one");
        await PublishPartAsync(stopping, Note("v2"));
        await stopping.StopAsync();

        var engine = await StartEngineAsync();
        await SendAsync(engine, "go");

        await engine.BecomesAsync("one", WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("go:0", "v1 kept", "end");
    }

    [Fact]
    public async Task Complete_InsideTheNested_EndsOnlyItAndNamesItsOutcome()
    {
        var engine = await StartEngineAsync(background: false);
        await PublishPartAsync(engine, """{ "type": "Elsa.Complete", "outcomes": "Bad" }""", Note("never"));
        await engine.Catalog.SaveAsync(
            $$"""
            { "definitionId": "main", "root": { "type": "Elsa.Flowchart",
              "activities": [ { "id": "p", "type": "NicePart" }, { "id": "ok", "type": "Test.Note", "text": "ok" }, { "id": "bad", "type": "Test.Note", "text": "bad" } ],
              "connections": [ { "source": { "activity": "p", "port": "Ok" }, "target": { "activity": "ok" } }, { "source": { "activity": "p", "port": "Bad" }, "target": { "activity": "bad" } } ] } }
            """,
            publish: true,
            cancellationToken: Token);

        (await engine.StartAsync("main")).SubStatus.Should().Be(WorkflowSubStatus.Finished);

        Probe.Notes.Should().Equal("bad");
    }

    [Fact]
    public async Task Publish_WorkflowThatContainsItself_IsRefused()
    {
        var engine = await StartEngineAsync(background: false);
        await PublishPartAsync(engine, Note("fine"));

        var publish = () => PublishPartAsync(engine, """{ "type": "NicePart", "name": "Again" }""");

        (await publish.Should().ThrowAsync<DefinitionException>()).Which.Message.Should().Contain("'Nice part' would contain itself");
    }

    [Fact]
    public async Task Descriptor_OfAUsableWorkflow_ShowsWhatItDeclares()
    {
        var engine = await StartEngineAsync(background: false);
        await PublishPartAsync(engine, Note("fine"));

        var descriptor = engine.Get<ActivityRegistry>().Find("NicePart", 1)!;

        descriptor.Category.Should().Be("Parts");
        descriptor.Inputs.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Name = "Value", Type = typeof(string), IsSynthetic = true });
        descriptor.Outputs.Should().ContainSingle().Which.Name.Should().Be("Doubled");
        descriptor.Ports.Where(port => port.Type == PortType.Flow).Select(port => port.Name).Should().Equal("Ok", "Bad");
        await engine.Catalog.DeleteAsync("part", Token);
        engine.Get<ActivityRegistry>().Find("NicePart", 1).Should().BeNull();
    }

    private static Task<Transcribe.Engine.Storage.DefinitionRow> PublishPartAsync(EngineHost engine, params string[] activities) => engine.Catalog.SaveAsync(
        $$"""
        { "definitionId": "part", "name": "Nice part", "outcomes": [ "Ok", "Bad" ], "options": { "usableAsActivity": true, "activityCategory": "Parts" },
          "inputs": [ { "name": "Value", "type": "String" } ], "outputs": [ { "name": "Doubled", "type": "String" } ],
          "root": { "type": "Elsa.Sequence", "activities": [ {{string.Join(", ", activities)}} ] } }
        """,
        publish: true,
        cancellationToken: Token);

    private static string Part(string value, string? variable = null) => $$"""
        { "type": "NicePart", "value": { "typeName": "String", "expression": { "type": "JavaScript", "value": "{{value}}" } }
          {{(variable is null ? "" : $", \"doubled\": {{ \"memoryReference\": {{ \"id\": \"{variable}\" }} }}")}} }
        """;

    private static string SetOutput(string script) =>
        $$"""{ "type": "Elsa.SetOutput", "outputName": "Doubled", "outputValue": { "expression": { "type": "JavaScript", "value": "{{script}}" } } }""";

    private static string NoteOf(string script) => $$"""{ "type": "Test.Note", "text": { "expression": { "type": "JavaScript", "value": "{{script}}" } } }""";
}
