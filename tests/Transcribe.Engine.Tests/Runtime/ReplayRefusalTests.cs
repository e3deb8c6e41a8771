using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>Replays that cannot be right are refused before anything starts, in words that name the step.</summary>
public sealed class ReplayRefusalTests : EngineTest
{
    private const string Fragile = """{ "type": "Test.Fragile", "id": "fragile" }""";

    public ReplayRefusalTests() => Probe.IsBroken = true;

    [Fact]
    public async Task Replay_OfARunThatGoesOn_IsRefused()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("w", Await("key"));
        await engine.StartAsync("w", "old");

        await ExpectRefusalAsync(engine, null, "Run old has not ended yet (Suspended): wait until it has, or cancel it.");
    }

    [Fact]
    public async Task Replay_OfACancelledRun_GoesOnWhereItWasCancelled()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("w", Note("before"), Await("key"));
        await engine.StartAsync("w", "old");
        await engine.Runtime.CancelAsync("old", Token);

        var replay = await engine.Get<IReplays>().StartAsync("old", null, Token);

        await engine.BecomesAsync(replay!.WorkflowInstanceId!, WorkflowSubStatus.Suspended);
        Probe.Notes.Should().Equal("before");
    }

    [Fact]
    public async Task Replay_FromNoStepThatThereIs_IsRefused()
    {
        Probe.IsBroken = false;
        var engine = await StartEngineAsync();
        await engine.PublishAsync("w", Fragile, Note("after"));
        await engine.StartAsync("w", "old");
        await ExpectRefusalAsync(engine, null, "No step of run old failed: say from which step it is to be replayed.");
        await ExpectRefusalAsync(engine, "nobody", "Version 1 of the workflow has no step 'nobody'. Replay from another one.");

        await engine.PublishAsync("w", Note("after"));

        await ExpectRefusalAsync(engine, "fragile", "Version 2 of the workflow has no step 'fragile'. Replay from another one.");
        (await engine.Get<IReplays>().StartAsync("nobody", null, Token)).Should().BeNull();
    }

    [Fact]
    public async Task Replay_BehindAStepWhoseOutputsAreKeptOut_IsRefusedAndNamesIt()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("w", """{ "type": "Test.Give", "id": "give", "name": "Secretive", "value": "1", "customProperties": { "logPersistenceMode": "Exclude" } }""", Fragile);
        await engine.StartAsync("w", "old");

        await ExpectRefusalAsync(
            engine, null, "'Secretive' gave 'Result', which the workflow's settings keep out of its records (run old), so it cannot be answered. Replay from 'Secretive', or from a step before it.");
    }

    [Fact]
    public async Task Replay_BehindAStepWhoseOutputsWereCut_IsRefusedUnlessTheStateHasThemWhole()
    {
        var engine = await StartEngineAsync(services: services => services.AddSingleton(new BurstOptions { MaxJournalEntryLength = 1024 }));
        var text = new string('x', 2000);
        await engine.PublishAsync("w", $$"""{ "type": "Test.Give", "id": "give", "value": "{{text}}" }""", Fragile);
        await engine.StartAsync("w", "old");
        await ExpectRefusalAsync(
            engine, null, "'give' gave 'Result' of 2,002 characters, which is more than the journal keeps of a value (run old), so it cannot be answered. Replay from 'give', or from a step before it.");

        await engine.Catalog.SaveAsync(
            $$"""
            { "definitionId": "v", "variables": [ { "id": "v", "name": "V", "typeName": "String", "storageDriverTypeName": "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core" } ],
              "root": { "type": "Elsa.Sequence", "activities": [ { "type": "Test.Give", "id": "give", "value": "{{text}}", "result": { "memoryReference": { "id": "v" } } }, {{Fragile}},
                { "type": "Test.Note", "text": { "expression": { "type": "Variable", "value": { "id": "v", "name": "V" } } } } ] } }
            """,
            publish: true,
            cancellationToken: Token);
        await engine.StartAsync("v", "whole");
        Probe.IsBroken = false;
        Probe.Notes.Clear();

        var replay = await engine.Get<IReplays>().StartAsync("whole", null, Token);

        await engine.BecomesAsync(replay!.WorkflowInstanceId!, WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal(text);
    }

    [Fact]
    public async Task Replay_BehindAStepThatDidNotComplete_IsRefusedAndNamesIt()
    {
        var engine = await StartEngineAsync();
        await engine.Catalog.SaveAsync(
            $$"""
            { "definitionId": "w", "options": { "incidentStrategyType": "ContinueWithIncidentsStrategy" },
              "root": { "type": "Elsa.Flowchart", "activities": [ {{Fragile}}, { "type": "Test.Note", "id": "other", "text": "other" }, { "type": "Test.Note", "id": "last", "text": "last" } ],
                "connections": [ { "source": { "activity": "fragile", "port": "Done" }, "target": { "activity": "last", "port": "In" } } ] } }
            """,
            publish: true,
            cancellationToken: Token);
        await engine.StartAsync("w", "old");

        await ExpectRefusalAsync(engine, "last", "'fragile' comes before 'last' and did not complete in run old. Replay from 'fragile'.");
    }

    [Fact]
    public async Task Replay_InsideAStepThatRunsAsAWhole_IsRefusedAndNamesThat()
    {
        Probe.IsBroken = false;
        var engine = await StartEngineAsync();
        await engine.PublishAsync("child", Note("child"));
        await engine.PublishAsync(
            "w",
            """
            { "type": "Elsa.BulkDispatchWorkflows", "id": "bulk", "workflowDefinitionId": "child", "waitForCompletion": true, "items": { "expression": { "type": "Object", "value": "[1]" } },
              "childCompleted": { "type": "Test.Note", "id": "handler", "text": "handled" } }
            """,
            Fragile);
        await engine.StartAsync("w", "old");
        await engine.BecomesAsync("old", WorkflowSubStatus.Finished);

        await ExpectRefusalAsync(engine, "handler", "'handler' belongs to 'bulk', which runs as a whole. Replay from 'bulk'.");
        await ExpectRefusalAsync(
            engine, "fragile", "'bulk' ran steps of its own, and what they did to the run is not kept with it (run old), so it cannot be answered. Replay from 'bulk', or from a step before it.");
    }

    [Fact]
    public async Task Replay_OfARunWhoseInputIsKeptOut_IsRefused()
    {
        Probe.IsBroken = false;
        var engine = await StartEngineAsync();
        await engine.Catalog.SaveAsync(
            Sequence("w", Note("1"), Note("2")).Replace("\"root\":", "\"customProperties\": { \"logPersistenceMode\": \"Exclude\" }, \"root\":", StringComparison.Ordinal), publish: true, cancellationToken: Token);
        await engine.Runtime.StartAsync(new StartWorkflowRequest { DefinitionId = "w", WorkflowInstanceId = "old", Input = new Dictionary<string, object> { ["n"] = 7 } }, Token);

        await ExpectRefusalAsync(
            engine, "Note2", "The input 'n' of run old was not kept whole (Left out: the workflow's settings keep it out.), so it cannot be replayed. Start the workflow anew.");
    }

    [Fact]
    public async Task Replay_WhoseWorkflowIsGone_SaysSo()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("w", Fragile);
        await engine.StartAsync("w", "old");
        await engine.Catalog.DeleteAsync("w", Token);

        await engine.Get<IReplays>().Awaiting(sut => sut.StartAsync("old", null, Token)).Should().ThrowAsync<DefinitionNotFoundException>().WithMessage("The workflow 'w' of run old is not there any more.");
    }

    private static async Task ExpectRefusalAsync(EngineHost engine, string? from, string reason)
    {
        var before = (await engine.Get<IInstanceStore>().ListAsync(new InstanceFilter(), Token)).TotalCount;

        (await engine.Get<IReplays>().Awaiting(sut => sut.StartAsync("old", from, Token)).Should().ThrowAsync<ReplayRefusedException>()).Which.Message.Should().Be(reason);

        (await engine.Get<IInstanceStore>().ListAsync(new InstanceFilter(), Token)).TotalCount.Should().Be(before);
    }
}
