using Transcribe.Engine.Authoring;
using Transcribe.Engine.Storage;
using Transcribe.Engine.Tests.Runtime;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Conformance;

/// <summary>Scenarios of upstream's own tests: triggers, children and background work, on a database.</summary>
public sealed class RuntimeScenarioTests : EngineTest
{
    [Fact]
    [Trait("Scenario", "48 Existing trigger kinds")]
    public async Task Publish_EachKindOfTrigger_GivesARowUnderItsName()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync(
            "w",
            Trigger("Elsa.Event", "\"eventName\": \"Order\""),
            Trigger("Elsa.Timer", "\"interval\": \"01:00:00\""),
            Trigger("Elsa.Cron", "\"cronExpression\": \"0 0 2 * * *\""),
            Trigger("Elsa.StartAt", "\"dateTime\": \"2030-01-01T00:00:00Z\""),
            Trigger("Test.Await", "\"key\": \"k\""),
            Trigger("Test.Await", "\"key\": \"not a start\"", canStart: false));

        var rows = await engine.Get<ITriggerStore>().ListAsync(Token);

        rows.Select(row => row.Name).Should().BeEquivalentTo("Elsa.Event", "Elsa.Timer", "Elsa.Cron", "Elsa.StartAt", "Test.Await");
        rows.Should().OnlyHaveUniqueItems(row => row.Hash);
        rows.Where(row => row.NextRunAt is not null).Select(row => row.Name).Should().BeEquivalentTo("Elsa.Timer", "Elsa.Cron", "Elsa.StartAt");
    }

    [Fact]
    [Trait("Scenario", "49 Concurrent trigger indexing")]
    public async Task Publish_ManyTimesAtOnce_LeavesOneRowForATrigger()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("w", Await("key", canStart: true));
        var before = (await engine.Get<ITriggerStore>().ListAsync(Token)).Single();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => engine.PublishAsync("w", Await("key", canStart: true))));

        (await engine.Get<ITriggerStore>().ListAsync(Token)).Should().ContainSingle().Which.Id.Should().Be(before.Id);
        (await engine.Get<IDefinitionStore>().ListVersionsAsync("w", Token)).Should().HaveCount(9).And.ContainSingle(version => version.IsPublished);
    }

    [Fact]
    [Trait("Scenario", "64 BulkDispatchWorkflows")]
    public async Task BulkDispatch_CorrelationFunction_SeesTheItem()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("child", Await("never"));
        await engine.PublishAsync(
            "parent",
            """
            { "type": "Elsa.BulkDispatchWorkflows", "workflowDefinitionId": "child", "waitForCompletion": false,
              "items": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "['a', 'b']" } },
              "correlationIdFunction": { "typeName": "String", "expression": { "type": "JavaScript", "value": "'order-' + getItem()" } } }
            """);

        await engine.StartAsync("parent", "p");

        await Eventually.HoldsAsync(async () => (await ChildrenAsync(engine)).Count == 2, "both children are there");
        (await ChildrenAsync(engine)).Select(child => child.CorrelationId).Should().BeEquivalentTo("order-a", "order-b");
    }

    [Fact]
    [Trait("Scenario", "66 Parent and child inputs and outputs")]
    public async Task Children_WithEqualNames_KeepTheirInputsAndOutputsApart()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.Catalog.SaveAsync(
            """
            { "definitionId": "twice", "name": "Twice", "options": { "usableAsActivity": true },
              "inputs": [ { "name": "N", "type": "Int32" } ], "outputs": [ { "name": "Out", "type": "Int32" } ],
              "root": { "type": "Elsa.SetOutput", "outputName": "Out",
                "outputValue": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "getInput('N') === null ? 'none' : getInput('N') * 2" } } } }
            """,
            publish: true,
            cancellationToken: Token);
        await engine.Catalog.SaveAsync(
            $$"""
            { "definitionId": "parent", "inputs": [ { "name": "N", "type": "Int32" } ],
              "variables": [ { "id": "a", "name": "A", "typeName": "Object" }, { "id": "b", "name": "B", "typeName": "Object" }, { "id": "c", "name": "C", "typeName": "Object" } ],
              "root": { "type": "Elsa.Sequence", "activities": [
                {{Child("one", "a", """, "n": { "typeName": "Int32", "expression": { "type": "Literal", "value": 1 } }""")}},
                {{Child("two", "b", """, "n": { "typeName": "Int32", "expression": { "type": "Literal", "value": 2 } }""")}},
                {{Child("bare", "c", string.Empty)}},
                { "type": "Test.Note", "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "[variables.A, variables.B, variables.C].join()" } } } ] } }
            """,
            publish: true,
            cancellationToken: Token);

        await engine.Runtime.StartAsync(new() { DefinitionId = "parent", Input = new Dictionary<string, object> { ["N"] = 50 } }, Token);

        Probe.Notes.Should().ContainSingle().Which.Should().MatchRegex("^2,4,(none|0)$", "the parent's own input does not reach a child");
    }

    [Fact]
    [Trait("Scenario", "80 Output of an asynchronous activity")]
    public async Task Outputs_OfABackgroundActivity_ReachItsRecordAndLaterActivities()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync(
            "w",
            """{ "type": "Test.Answer", "id": "answer", "customProperties": { "runAsynchronously": true } }""",
            """{ "type": "Test.Note", "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "getOutputFrom('answer')" } } }""");

        await engine.StartAsync("w", "run");

        await engine.BecomesAsync("run", WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("42");
        (await engine.Reader.ReadAsync("run", Token))!.Executions.Single(execution => execution.ActivityId == "answer").Outputs.Should().Contain("42");
    }

    private static async Task<IReadOnlyList<InstanceRow>> ChildrenAsync(EngineHost engine) =>
        (await engine.Get<IInstanceStore>().ListAsync(new InstanceFilter { ParentWorkflowInstanceId = "p" }, Token)).Items;

    private static string Trigger(string type, string input, bool canStart = true) =>
        $$"""{ "type": "{{type}}", {{input}}, "customProperties": { "canStartWorkflow": {{(canStart ? "true" : "false")}} } }""";

    private static string Child(string id, string variable, string input) =>
        $$"""{ "type": "Twice", "id": "{{id}}", "out": { "typeName": "Int32", "memoryReference": { "id": "{{variable}}" } } {{input}} }""";
}

/// <summary>A task with an output.</summary>
[Activity("Test", "Test", Kind = ActivityKind.Task)]
public sealed class Answer() : CodeActivity<int>(source: null, line: null)
{
    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context) => context.SetResult(42);
}
