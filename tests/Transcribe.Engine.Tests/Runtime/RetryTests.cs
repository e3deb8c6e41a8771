using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>Runs that have faulted and go on.</summary>
public sealed class RetryTests : EngineTest
{
    private const string Fragile = """{ "type": "Test.Fragile", "id": "fragile" }""";

    public RetryTests() => Probe.IsBroken = true;

    [Fact]
    public async Task Retry_OfAFaultedRun_RunsWhatFaultedUnderItsIdAndGoesOn()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("w", Note("before"), Fragile, Note("after"));
        (await engine.StartAsync("w", "run")).SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        Probe.IsBroken = false;

        await engine.Runtime.RetryAsync("run", Token);

        await engine.BecomesAsync("run", WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("before", "after");
        Probe.Executions.Should().HaveCount(2);
        Probe.Executions.Select(execution => execution.ExecutionId).Distinct().Should().ContainSingle("its id is the key of its effect");
        (await engine.Reader.ReadStateAsync("run", Token))!.Incidents.Should().ContainSingle("what went wrong stays on record");
        (await ExecutionsAsync(engine)).Should().OnlyContain(row => row.AggregateFaultCount == 0 && row.Exception == null);
    }

    [Fact]
    public async Task Retry_ThatFaultsAgain_CanBeRetriedAgain()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("w", Fragile);
        await engine.StartAsync("w", "run");

        await engine.Runtime.RetryAsync("run", Token);
        await Eventually.HoldsAsync(async () => (await engine.Reader.ReadStateAsync("run", Token))!.Incidents.Count == 2, "it faults again");
        await engine.BecomesAsync("run", WorkflowSubStatus.Faulted);
        Probe.IsBroken = false;
        await engine.Runtime.RetryAsync("run", Token);

        await engine.BecomesAsync("run", WorkflowSubStatus.Finished);
        Probe.Executions.Should().HaveCount(3);
    }

    [Fact]
    public async Task Retry_OfARun_FindsItsInputAndVariables()
    {
        var engine = await StartEngineAsync();
        await engine.Catalog.SaveAsync(
            $$"""
            { "definitionId": "w", "variables": [ { "id": "v", "name": "V", "typeName": "String", "value": "declared" } ],
              "root": { "type": "Elsa.Sequence", "activities": [
                { "type": "Elsa.SetVariable", "variable": { "id": "v", "name": "V" }, "value": "set" }, {{Fragile}},
                { "type": "Test.Note", "text": { "expression": { "type": "JavaScript", "value": "getVariable('V') + ' ' + getInput('n')" } } } ] } }
            """,
            publish: true,
            cancellationToken: Token);
        await engine.Runtime.StartAsync(new StartWorkflowRequest { DefinitionId = "w", WorkflowInstanceId = "run", Input = new Dictionary<string, object> { ["n"] = 7 } }, Token);
        Probe.IsBroken = false;

        await engine.Runtime.RetryAsync("run", Token);

        await engine.BecomesAsync("run", WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("set 7");
    }

    [Fact]
    public async Task Retry_BesideABranchThatWaited_LetsItWaitAgain()
    {
        var engine = await StartEngineAsync();
        await PublishParallelAsync(engine, $$"""{ "type": "Elsa.Sequence", "activities": [ {{Await("key")}}, {{Note("waited")}} ] }""", Fragile);
        await engine.StartAsync("w", "run");
        (await engine.Get<IBookmarkStore>().ListByInstanceAsync("run", Token)).Should().BeEmpty("what is sent meanwhile is for others");
        Probe.IsBroken = false;

        await engine.Runtime.RetryAsync("run", Token);
        await engine.BecomesAsync("run", WorkflowSubStatus.Suspended);
        await SendAsync(engine, "key", 1);

        await engine.BecomesAsync("run", WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("key:1", "waited");
    }

    [Fact]
    public async Task Retry_OfADelayThatIsOverMeanwhile_GoesOnAtOnce()
    {
        var engine = await StartEngineAsync();
        await PublishParallelAsync(engine, Delay("00:10:00"), Fragile);
        await engine.StartAsync("w", "run");
        Clock.Advance(TimeSpan.FromHours(1));
        Probe.IsBroken = false;

        await engine.Runtime.RetryAsync("run", Token);

        await AdvanceUntilAsync(async () => await engine.SubStatusOfAsync("run") == WorkflowSubStatus.Finished, "the delay has long ended");
    }

    [Fact]
    public async Task Retry_OfABranch_LeavesTheOthersWaiting()
    {
        var engine = await StartEngineAsync();
        await PublishParallelAsync(engine, """{ "incidentStrategyType": "ContinueWithIncidentsStrategy" }""", [Await("key"), Fragile]);
        (await engine.StartAsync("w", "run")).SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        Probe.IsBroken = false;

        await engine.Runtime.RetryAsync("run", Token);
        await Eventually.HoldsAsync(() => Task.FromResult(Probe.Executions.Count == 2), "what faulted runs again");
        await SendAsync(engine, "key", 1);

        await engine.BecomesAsync("run", WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("key:1");
    }

    [Fact]
    public async Task Retry_AndACrashBeforeItRuns_RunsAtTheNextStart()
    {
        var crashing = await StartEngineAsync(background: false);
        await crashing.PublishAsync("w", Fragile);
        await crashing.StartAsync("w", "run");
        Probe.IsBroken = false;
        var state = await crashing.Runtime.RetryAsync("run", Token);
        state!.SubStatus.Should().Be(WorkflowSubStatus.Interrupted);
        await crashing.StopAsync();

        var engine = await StartEngineAsync();

        await engine.BecomesAsync("run", WorkflowSubStatus.Finished);
        Probe.Executions.Should().HaveCount(2);
    }

    [Fact]
    public async Task Retry_OfAChildWhoseParentHasGoneOn_TellsItNothing()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("child", Fragile);
        await engine.PublishAsync(
            "w", """{ "type": "Elsa.DispatchWorkflow", "workflowDefinitionId": "child", "waitForCompletion": true }""", Note("child ended"), Await("key"));
        await engine.StartAsync("w", "run");
        await Eventually.HoldsAsync(() => Task.FromResult(Probe.Notes.Count == 1), "the parent hears of the fault");
        var child = (await engine.Get<IInstanceStore>().ListAsync(new InstanceFilter { DefinitionIds = ["child"] }, Token)).Items.Single().Id;
        Probe.IsBroken = false;

        var state = await engine.Runtime.RetryAsync(child, Token);

        await engine.BecomesAsync(child, WorkflowSubStatus.Finished);
        state!.Properties.Should().NotContainKey("ParentStimulus");
        Probe.Notes.Should().Equal("child ended");
    }

    [Fact]
    public async Task Retry_OfARunWithADuration_HasItAnew()
    {
        var engine = await StartEngineAsync();
        await engine.Catalog.SaveAsync(
            Sequence("w", Fragile, Await("key")).Replace("\"root\":", "\"customProperties\": { \"limits\": { \"duration\": \"00:00:30\" } }, \"root\":", StringComparison.Ordinal),
            publish: true,
            cancellationToken: Token);
        await engine.StartAsync("w", "run");
        Clock.Advance(TimeSpan.FromDays(1));
        Probe.IsBroken = false;

        await engine.Runtime.RetryAsync("run", Token);

        await engine.BecomesAsync("run", WorkflowSubStatus.Suspended);
        await AdvanceUntilAsync(async () => await engine.SubStatusOfAsync("run") == WorkflowSubStatus.Faulted, "its time is over");
    }

    [Fact]
    public async Task Retry_OfASingletonBesideAnother_IsRefused()
    {
        var engine = await StartEngineAsync();
        await engine.Catalog.SaveAsync(
            Sequence("w", Fragile, Await("key")).Replace("\"root\":", "\"options\": { \"activationStrategyType\": \"SingletonStrategy\" }, \"root\":", StringComparison.Ordinal),
            publish: true,
            cancellationToken: Token);
        await engine.StartAsync("w", "run");
        Probe.IsBroken = false;
        await engine.StartAsync("w", "other");

        await engine.Runtime.Awaiting(sut => sut.RetryAsync("run", Token)).Should().ThrowAsync<ActivationRefusedException>();

        (await engine.SubStatusOfAsync("run")).Should().Be(WorkflowSubStatus.Faulted);
    }

    [Fact]
    public async Task Retry_OfWhatCannotRunAgain_SaysWhyAndChangesNothing()
    {
        Probe.IsBroken = false;
        var engine = await StartEngineAsync();
        await engine.PublishAsync("w", Fragile);
        await engine.PublishAsync("waits", Await("key"));
        await engine.StartAsync("w", "finished");
        await engine.StartAsync("waits", "waiting");
        await engine.StartAsync("waits", "cancelled");
        await engine.Runtime.CancelAsync("cancelled", Token);

        await ExpectRefusalAsync(engine, "finished", "*has ended (Finished)*");
        await ExpectRefusalAsync(engine, "cancelled", "*has ended (Cancelled)*");
        await ExpectRefusalAsync(engine, "waiting", "Nothing in it has faulted.");
        (await engine.Runtime.RetryAsync("nobody", Token)).Should().BeNull();
        (await engine.SubStatusOfAsync("waiting")).Should().Be(WorkflowSubStatus.Suspended);
    }

    private static async Task ExpectRefusalAsync(EngineHost engine, string id, string reason) =>
        await engine.Runtime.Awaiting(sut => sut.RetryAsync(id, Token)).Should().ThrowAsync<RetryRefusedException>().WithMessage(reason);

    private static Task<IReadOnlyList<ActivityExecutionRow>> ExecutionsAsync(EngineHost engine) => engine.Get<IJournalStore>().ListExecutionsAsync("run", null, Token);

    private static Task<DefinitionRow> PublishParallelAsync(EngineHost engine, params string[] branches) => PublishParallelAsync(engine, "{}", branches);

    private static Task<DefinitionRow> PublishParallelAsync(EngineHost engine, string options, string[] branches) => engine.Catalog.SaveAsync(
        $$"""{ "definitionId": "w", "options": {{options}}, "root": { "type": "Elsa.Parallel", "activities": [ {{string.Join(", ", branches)}} ] } }""", publish: true, cancellationToken: Token);
}

/// <summary>Breaks while the probe says so.</summary>
[Activity("Test", "Test")]
public sealed class Fragile() : CodeActivity(source: null, line: null)
{
    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        var probe = context.GetRequiredService<Probe>();
        probe.Executions.Enqueue((context.Id, context.WorkflowExecutionContext.IsRecovering));
        if (probe.IsBroken)
            throw probe.Fault ?? new InvalidOperationException("It broke.");
    }
}
