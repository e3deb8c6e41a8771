using Transcribe.Engine.Authoring;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

public sealed class ChildWorkflowTests : EngineTest
{
    private const string Echo = """{ "type": "Elsa.SetOutput", "outputName": "Out", "outputValue": { "expression": { "type": "JavaScript", "value": "getInput('Value') * 2" } } }""";

    [Fact]
    [Trait("Scenario", "63 DispatchWorkflow")]
    public async Task DispatchWorkflow_WithoutWaiting_GoesOnAndTheChildRunsAfterwards()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("child", Note("child"));
        await engine.PublishAsync("parent", Dispatch("child", waits: false), Note("parent"));

        (await engine.StartAsync("parent", "p")).SubStatus.Should().Be(WorkflowSubStatus.Finished);

        await Eventually.HoldsAsync(() => Probe.Notes.Count == 2, "the child runs");
        (await ChildrenAsync(engine, "p")).Should().ContainSingle().Which.DefinitionId.Should().Be("child");
    }

    [Fact]
    [Trait("Scenario", "63 DispatchWorkflow")]
    public async Task DispatchWorkflow_Waiting_ResumesWithTheChildsOutput()
    {
        var engine = await StartEngineAsync();
        await PublishChildAsync(engine, Echo);
        await engine.PublishAsync("parent", Dispatch("child", waits: true), Result("dispatch"));

        await engine.StartAsync("parent", "p");

        await engine.BecomesAsync("p", WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("""{"Out":42}""");
    }

    [Fact]
    public async Task DispatchWorkflow_ChildWaitsThenEnds_ResumesTheParent()
    {
        var engine = await StartEngineAsync();
        await PublishChildAsync(engine, Await("go"), Echo);
        await engine.PublishAsync("parent", Dispatch("child", waits: true), Result("dispatch"));
        await engine.StartAsync("parent", "p");
        await Eventually.HoldsAsync(async () => (await ChildrenAsync(engine, "p")) is [{ SubStatus: WorkflowSubStatus.Suspended }], "the child waits");

        await SendAsync(engine, "go");

        await engine.BecomesAsync("p", WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("go:0", """{"Out":42}""");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DispatchWorkflow_ChildFaultsOrIsCancelled_ResumesTheParentAllTheSame(bool isCancelled)
    {
        var engine = await StartEngineAsync();
        await PublishChildAsync(engine, Await("go"), """{ "type": "Elsa.Fault" }""");
        await engine.PublishAsync("parent", Dispatch("child", waits: true), Result("dispatch"));
        await engine.StartAsync("parent", "p");
        await Eventually.HoldsAsync(async () => (await ChildrenAsync(engine, "p")) is [{ SubStatus: WorkflowSubStatus.Suspended }], "the child waits");

        if (isCancelled)
            await engine.Runtime.CancelAsync((await ChildrenAsync(engine, "p"))[0].Id, Token);
        else
            await SendAsync(engine, "go");

        await engine.BecomesAsync("p", WorkflowSubStatus.Finished);
        Probe.Notes.Should().Contain("{}");
    }

    [Fact]
    [Trait("Scenario", "63 DispatchWorkflow")]
    public async Task DispatchWorkflow_UnknownDefinition_FaultsAndNamesIt()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("parent", Dispatch("nobody", waits: true));

        var run = await engine.StartAsync("parent");

        run.State.Incidents.Should().ContainSingle().Which.Message.Should().Be("No published version of workflow definition with ID nobody found.");
    }

    [Fact]
    public async Task DispatchWorkflow_CrashBeforeTheChildEnds_StartsItOnceAndResumesTheParent()
    {
        var crashing = await StartEngineAsync(background: false);
        await PublishChildAsync(crashing, Echo);
        await crashing.PublishAsync("parent", Dispatch("child", waits: true), Result("dispatch"));
        await crashing.StartAsync("parent", "p");
        crashing.Abandon();

        var engine = await StartEngineAsync();

        await engine.BecomesAsync("p", WorkflowSubStatus.Finished);
        (await ChildrenAsync(engine, "p")).Should().ContainSingle();
        Probe.Notes.Should().Equal("""{"Out":42}""");
    }

    [Theory]
    [Trait("Scenario", "65 ExecuteWorkflow")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ExecuteWorkflow_ChildEndsAtOnce_GivesItsStateAndOutput(bool waits)
    {
        var engine = await StartEngineAsync(background: false);
        await PublishChildAsync(engine, Echo);
        await engine.PublishAsync("parent", Execute("child", waits), Result("execute", ".Output.Out"), Result("execute", ".SubStatus"));

        var run = await engine.StartAsync("parent");

        run.State.Incidents.Should().BeEmpty();
        run.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        Probe.Notes.First().Should().Be("42");
    }

    [Fact]
    [Trait("Scenario", "65 ExecuteWorkflow")]
    public async Task ExecuteWorkflow_ChildFaults_IsAResult()
    {
        var engine = await StartEngineAsync(background: false);
        await PublishChildAsync(engine, """{ "type": "Elsa.Fault" }""");
        await engine.PublishAsync("parent", Execute("child", waits: true), Note("after"));

        (await engine.StartAsync("parent")).SubStatus.Should().Be(WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("after");
    }

    [Theory]
    [Trait("Scenario", "65 ExecuteWorkflow")]
    [InlineData(true, WorkflowSubStatus.Suspended)]
    [InlineData(false, WorkflowSubStatus.Finished)]
    public async Task ExecuteWorkflow_ChildSuspends_WaitsOnlyIfToldTo(bool waits, WorkflowSubStatus expected)
    {
        var engine = await StartEngineAsync();
        await PublishChildAsync(engine, Await("go"), Echo);
        await engine.PublishAsync("parent", Execute("child", waits), Result("execute", ".Out"));

        (await engine.StartAsync("parent", "p")).SubStatus.Should().Be(expected);
        await SendAsync(engine, "go");

        await engine.BecomesAsync("p", WorkflowSubStatus.Finished);
        await Eventually.HoldsAsync(() => Probe.Notes.Contains("go:0"), "the child ends");
        Probe.Notes.Contains("42").Should().Be(waits);
    }

    [Fact]
    [Trait("Scenario", "64 BulkDispatchWorkflows")]
    public async Task BulkDispatchWorkflows_Items_HandlesEachChildAndCompletes()
    {
        var engine = await StartEngineAsync();
        await PublishChildAsync(engine, """{ "type": "Test.Note", "text": { "expression": { "type": "JavaScript", "value": "'item ' + getInput('Item') + ' of ' + getCorrelationId()" } } }""");
        await engine.PublishAsync("parent", Bulk("""[1, 2, 3]""", """, "childCompleted": { "type": "Test.Note", "text": "handled" }"""), Note("end"));

        await engine.StartAsync("parent", "p");

        await engine.BecomesAsync("p", WorkflowSubStatus.Finished);
        Probe.Notes.Should().BeEquivalentTo("item 1 of c1", "item 2 of c2", "item 3 of c3", "handled", "handled", "handled", "end");
        Probe.Notes.Last().Should().Be("end");
    }

    [Fact]
    [Trait("Scenario", "64 BulkDispatchWorkflows")]
    public async Task BulkDispatchWorkflows_ChildFaults_RunsItsPort()
    {
        var engine = await StartEngineAsync();
        await PublishChildAsync(engine, """{ "type": "Elsa.If", "condition": { "expression": { "type": "JavaScript", "value": "getInput('Item') == 2" } }, "then": { "type": "Elsa.Fault" } }""");
        await engine.PublishAsync("parent", Bulk("""[1, 2]""", """, "childCompleted": { "type": "Test.Note", "text": "well" }, "childFaulted": { "type": "Test.Note", "text": "badly" }"""));

        await engine.StartAsync("parent", "p");

        await engine.BecomesAsync("p", WorkflowSubStatus.Finished);
        Probe.Notes.Should().BeEquivalentTo("well", "badly");
    }

    [Fact]
    public async Task BulkDispatchWorkflows_TwoInOneInstance_HearOnlyTheirOwnChildren()
    {
        var engine = await StartEngineAsync();
        await PublishChildAsync(engine, """{ "type": "Test.Await", "key": { "expression": { "type": "JavaScript", "value": "getInput('Item')" } } }""");
        await engine.Catalog.SaveAsync($$"""
            { "definitionId": "parent", "root": { "type": "Elsa.Parallel", "activities": [
              { "type": "Elsa.Sequence", "activities": [ {{Bulk("""["a1", "a2"]""")}}, {{Note("a done")}} ] },
              { "type": "Elsa.Sequence", "activities": [ {{Bulk("""["b1"]""")}}, {{Note("b done")}} ] } ] } }
            """, publish: true, cancellationToken: Token);
        await engine.StartAsync("parent", "p");
        await Eventually.HoldsAsync(async () => (await ChildrenAsync(engine, "p")).Count(child => child.SubStatus == WorkflowSubStatus.Suspended) == 3, "all children wait");

        await SendAsync(engine, "a1");
        await SendAsync(engine, "b1");
        await Eventually.HoldsAsync(() => Probe.Notes.Contains("b done"), "the second is done");
        Probe.Notes.Should().NotContain("a done");
        await SendAsync(engine, "a2");

        await engine.BecomesAsync("p", WorkflowSubStatus.Finished);
    }

    [Theory]
    [Trait("Scenario", "64 BulkDispatchWorkflows")]
    [InlineData("[]", true)]
    [InlineData("[1]", false)]
    public async Task BulkDispatchWorkflows_NothingToWaitFor_CompletesAtOnce(string items, bool waits)
    {
        var engine = await StartEngineAsync();
        await PublishChildAsync(engine, Note("child"));
        await engine.PublishAsync("parent", Bulk(items, $", \"waitForCompletion\": {(waits ? "true" : "false")}"));

        (await engine.StartAsync("parent")).SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    private static Task<DefinitionRow> PublishChildAsync(EngineHost engine, params string[] activities) => engine.Catalog.SaveAsync(
        $$"""
        { "definitionId": "child", "inputs": [ { "name": "Value", "type": "Int32", "storageDriverType": "WorkflowInstanceStorageDriver" } ], "outputs": [ { "name": "Out", "type": "Object" } ],
          "root": { "type": "Elsa.Sequence", "activities": [ {{string.Join(", ", activities)}} ] } }
        """,
        publish: true,
        cancellationToken: Token);

    private static string Dispatch(string child, bool waits) => Call("DispatchWorkflow", "dispatch", child, waits);

    private static string Execute(string child, bool waits) => Call("ExecuteWorkflow", "execute", child, waits);

    private static string Call(string type, string name, string child, bool waits) => $$"""
        { "type": "Elsa.{{type}}", "id": "{{name}}", "workflowDefinitionId": "{{child}}", "waitForCompletion": {{(waits ? "true" : "false")}},
          "input": { "expression": { "type": "JavaScript", "value": "({ Value: 21 })" } } }
        """;

    private static string Bulk(string items, string more = "") => $$"""
        { "type": "Elsa.BulkDispatchWorkflows", "workflowDefinitionId": "child", "items": { "expression": { "type": "JavaScript", "value": {{System.Text.Json.JsonSerializer.Serialize(items)}} } },
          "correlationIdFunction": { "expression": { "type": "JavaScript", "value": "'c' + getItem()" } } {{more}} }
        """;

    private static string Result(string activity, string path = "") => $$"""
        { "type": "Test.Note", "text": { "expression": { "type": "JavaScript",
          "value": "{{(path.Length == 0 ? $"JSON.stringify(getOutputFrom('{activity}'))" : $"String(getOutputFrom('{activity}'){path})")}}" } } }
        """;

    private static async Task<IReadOnlyList<InstanceRow>> ChildrenAsync(EngineHost engine, string parent) =>
        (await engine.Get<IInstanceStore>().ListAsync(new InstanceFilter { ParentWorkflowInstanceId = parent }, Token)).Items;
}
