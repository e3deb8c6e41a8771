using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>Workflows that fail so often that what starts them is paused.</summary>
public sealed class FailingWorkflowTests : EngineTest
{
    private const string Fragile = """{ "type": "Test.Fragile", "id": "fragile" }""";
    private const string Timer = """{ "type": "Elsa.Timer", "interval": "00:10:00", "customProperties": { "canStartWorkflow": true } }""";
    private const string Failing = """{ "failing": { "runs": 4, "window": "00:10:00", "percent": 75 } }""";

    public FailingWorkflowTests() => Probe.IsBroken = true;

    [Fact]
    public async Task Workflow_FailsTooOften_NothingButPeopleStartIt()
    {
        var engine = await StartEngineAsync();
        await engine.PublishWithAsync("w", Failing, Await("key", canStart: true), Fragile);

        await RunAsync(engine, 4);

        var pause = await PausedAsync(engine);
        pause.Should().BeEquivalentTo(new { DefinitionId = "w", Failed = 4, Runs = 4, PausedAt = Clock.GetUtcNow() });
        pause.Explain().Should().StartWith("4 of its last 4 runs failed");
        (await SendAsync(engine, "key")).WorkflowInstanceResponses.Should().BeEmpty("an event starts nothing");
        await RunAsync(engine, 1);
        Probe.Executions.Should().HaveCount(5, "a person may try");
    }

    [Fact]
    public async Task Workflow_IsPaused_ItsScheduleLeavesItOutUntilItIsResumed()
    {
        var engine = await StartEngineAsync();
        await engine.PublishWithAsync("w", Failing, Timer, Fragile);
        await RunAsync(engine, 4);
        await PausedAsync(engine);
        (await engine.Get<IScheduleCatalog>().ListAsync(cancellationToken: Token)).Single().Should().BeEquivalentTo(new { FailingSince = Clock.GetUtcNow(), NextRuns = Array.Empty<DateTimeOffset>() });
        var runs = Probe.Executions.Count;

        for (var minute = 0; minute < 35; minute++)
            Clock.Advance(TimeSpan.FromMinutes(1));

        Probe.IsBroken = false;
        (await engine.Get<ITriggerPauses>().ResumeAsync("w", Token)).Should().BeTrue();
        var next = (await engine.Get<IScheduleCatalog>().ListAsync(cancellationToken: Token)).Single().NextRuns[0];
        next.Should().BeAfter(Clock.GetUtcNow(), "what came due meanwhile is left out");
        Probe.Executions.Count.Should().Be(runs);
        await AdvanceUntilAsync(() => Task.FromResult(Probe.Executions.Count == runs + 1), "it goes on with its next run", TimeSpan.FromMinutes(1));
        (await engine.Get<ITriggerPauses>().ResumeAsync("w", Token)).Should().BeFalse("it is not paused");
    }

    [Fact]
    public async Task Workflow_FailsTooOften_ItsErrorWorkflowIsToldOnceMore()
    {
        var engine = await StartEngineAsync();
        await engine.Catalog.SaveAsync(
            """
            { "definitionId": "alert", "variables": [ { "id": "f", "name": "F", "typeName": "RunFailure" } ],
              "root": { "type": "Elsa.Sequence", "activities": [
                { "type": "Transcribe.RunFailed", "result": { "typeName": "RunFailure", "memoryReference": { "id": "f" } }, "customProperties": { "canStartWorkflow": true } },
                { "type": "Test.Note", "text": { "expression": { "type": "JavaScript", "value": "getVariable('F').IsPause + ' ' + getVariable('F').Message" } } } ] } }
            """,
            publish: true,
            cancellationToken: Token);
        await engine.PublishWithAsync("w", """{ "errorWorkflow": "alert", "failing": { "runs": 4, "percent": 75 } }""", Await("key", canStart: true), Fragile);

        await RunAsync(engine, 10);

        await PausedAsync(engine);
        await Eventually.HoldsAsync(() => Probe.Notes.Count(note => note.StartsWith("false", StringComparison.Ordinal)) == 10, "each failure is told");
        await Eventually.HoldsAsync(() => Probe.Notes.Any(note => note.StartsWith("true", StringComparison.Ordinal)), "the pause is told");
        Probe.Notes.Should().ContainSingle(note => note.StartsWith("true", StringComparison.Ordinal)).Which.Should().Be(
            "true 4 of its last 4 runs failed, so what starts it is paused until somebody resumes it or publishes a new version. The last one: It broke.");
    }

    [Fact]
    public async Task Workflow_FailsNowAndThen_GoesOn()
    {
        var engine = await StartEngineAsync();
        await engine.PublishWithAsync("w", Failing, Await("key", canStart: true), Fragile);

        for (var turn = 0; turn < 5; turn++)
        {
            Probe.IsBroken = true;
            await RunAsync(engine, 2);
            Probe.IsBroken = false;
            await RunAsync(engine, 2);
        }

        await StaysUnpausedAsync(engine);
    }

    [Fact]
    public async Task Workflow_FailsSeldom_GoesOn()
    {
        var engine = await StartEngineAsync();
        await engine.PublishWithAsync("w", Failing, Await("key", canStart: true), Fragile);

        for (var turn = 0; turn < 8; turn++)
        {
            await RunAsync(engine, 1);
            Clock.Advance(TimeSpan.FromMinutes(6));
        }

        await StaysUnpausedAsync(engine);
    }

    [Fact]
    public async Task Workflow_ThatOnlyPeopleStartOrIsCancelled_GoesOn()
    {
        var engine = await StartEngineAsync();
        await engine.PublishWithAsync("by hand", Failing, Fragile);
        await engine.PublishWithAsync("w", Failing, Await("key", canStart: true), Await("never"));
        for (var run = 0; run < 5; run++)
        {
            await engine.StartAsync("by hand");
            await engine.StartAsync("w", $"cancelled {run}");
            await engine.Runtime.CancelAsync($"cancelled {run}", Token);
        }

        await StaysUnpausedAsync(engine);
    }

    [Fact]
    public async Task Workflow_TestsAndReplaysOfItFail_GoesOn()
    {
        var engine = await StartEngineAsync();
        await engine.PublishWithAsync("w", Failing, Await("key", canStart: true), Fragile);
        var trigger = engine.Catalog.Triggers.OfDefinition("w")[0].ActivityId;
        await engine.Runtime.StartAsync(new StartWorkflowRequest { DefinitionId = "w", WorkflowInstanceId = "run", TriggerActivityId = trigger }, Token);
        for (var run = 0; run < 5; run++)
        {
            await engine.Runtime.StartAsync(new StartWorkflowRequest { DefinitionId = "w", TriggerActivityId = trigger, Test = TestMode.Steps }, Token);
            var replay = await engine.Get<IReplays>().StartAsync("run", null, Token);
            await engine.BecomesAsync(replay!.WorkflowInstanceId!, WorkflowSubStatus.Faulted);
        }

        await StaysUnpausedAsync(engine);
        await RunAsync(engine, 3);

        (await PausedAsync(engine)).Should().BeEquivalentTo(new { Failed = 4, Runs = 4 }, "only the real ones count");
    }

    [Fact]
    public async Task Workflow_WithoutItsOwnLimit_HasTheHostsOfTwentyRuns()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("w", Await("key", canStart: true), Fragile);
        await engine.PublishWithAsync("never", """{ "failing": { "runs": 0 } }""", Await("other", canStart: true), Fragile);

        await RunAsync(engine, 19);
        await StaysUnpausedAsync(engine);
        await RunAsync(engine, 1);
        await RunAsync(engine, 25, "never");

        (await PausedAsync(engine)).Should().BeEquivalentTo(new { DefinitionId = "w", Failed = 20, Runs = 20 });
    }

    [Fact]
    public async Task Pause_NewVersionIsPublished_EndsAndCountsAnew()
    {
        var engine = await StartEngineAsync();
        await engine.PublishWithAsync("w", Failing, Timer, Fragile);
        await RunAsync(engine, 4);
        await PausedAsync(engine);
        Clock.Advance(TimeSpan.FromHours(2));

        await engine.PublishWithAsync("w", Failing, Timer, Fragile, Note("new"));

        engine.Get<ITriggerPauses>().List().Should().BeEmpty();
        (await engine.Get<IScheduleCatalog>().ListAsync(cancellationToken: Token)).Single().NextRuns[0].Should().BeAfter(Clock.GetUtcNow(), "what came due meanwhile is left out");
        await RunAsync(engine, 3);
        await StaysUnpausedAsync(engine);
    }

    [Fact]
    public async Task Pause_ServerStartsAgain_Lasts()
    {
        var stopped = await StartEngineAsync();
        await stopped.PublishWithAsync("w", Failing, Await("key", canStart: true), Fragile);
        await RunAsync(stopped, 4);
        await PausedAsync(stopped);
        await stopped.StopAsync();

        var engine = await StartEngineAsync();

        engine.Get<ITriggerPauses>().List().Should().ContainSingle();
        (await SendAsync(engine, "key")).WorkflowInstanceResponses.Should().BeEmpty();
    }

    [Fact]
    public async Task Pause_WorkflowIsRetracted_Ends()
    {
        var engine = await StartEngineAsync();
        await engine.PublishWithAsync("w", Failing, Await("key", canStart: true), Fragile);
        await RunAsync(engine, 4);
        await PausedAsync(engine);

        await engine.Catalog.RetractAsync("w", Token);

        engine.Get<ITriggerPauses>().List().Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{ "failing": { "runs": 1001 } }""", "*runs must be 0 to 1000.*")]
    [InlineData("""{ "failing": { "window": "00:00:00" } }""", "*window must be more than zero.*")]
    [InlineData("""{ "failing": { "percent": 0 } }""", "*percent must be 1 to 100.*")]
    public async Task Publish_LimitThatMakesNoSense_IsRefused(string customProperties, string reason)
    {
        var engine = await StartEngineAsync(background: false);

        var publish = () => engine.PublishWithAsync("w", customProperties, Fragile);

        await publish.Should().ThrowAsync<DefinitionException>().WithMessage(reason);
    }

    // As if somebody started it by its trigger.
    private static async Task RunAsync(EngineHost engine, int times, string definitionId = "w")
    {
        var trigger = engine.Catalog.Triggers.OfDefinition(definitionId)[0].ActivityId;
        for (var run = 0; run < times; run++)
            await engine.Runtime.StartAsync(new StartWorkflowRequest { DefinitionId = definitionId, TriggerActivityId = trigger }, Token);
    }

    private static async Task<TriggerPauseRow> PausedAsync(EngineHost engine)
    {
        await Eventually.HoldsAsync(() => engine.Get<ITriggerPauses>().List().Count == 1, "it is paused");
        return engine.Get<ITriggerPauses>().List()[0];
    }

    // What would pause it is handed over to the background in order: when something later has come through, it would have too.
    private static async Task StaysUnpausedAsync(EngineHost engine)
    {
        await engine.PublishAsync("later", Note("later"));
        var id = await engine.Runtime.DispatchAsync(new StartWorkflowRequest { DefinitionId = "later" }, Token);
        await engine.BecomesAsync(id, WorkflowSubStatus.Finished);
        engine.Get<ITriggerPauses>().List().Should().BeEmpty();
    }
}
