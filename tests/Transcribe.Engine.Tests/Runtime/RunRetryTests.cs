using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>Runs that are tried again by themselves when what failed may pass.</summary>
public sealed class RunRetryTests : EngineTest
{
    private const string Fragile = """{ "type": "Test.Fragile", "id": "fragile", "name": "The fragile one" }""";
    private const string Retry = """{ "retry": { "attempts": 3, "firstGap": "00:00:10", "maxGap": "00:00:15" } }""";

    public RunRetryTests() => (Probe.IsBroken, Probe.Fault) = (true, new TimeoutException("Too slow."));

    [Fact]
    public async Task Run_FaultsByWhatMayPass_IsTriedAgainUnderItsIdsAndGoesOn()
    {
        var engine = await StartEngineAsync();
        await engine.PublishWithAsync("w", Retry, Note("before"), Fragile, Note("after"));

        var run = await engine.StartAsync("w", "run");

        run.SubStatus.Should().Be(WorkflowSubStatus.Suspended, "it waits for its next attempt");
        run.State.Incidents.Single().IsTransient.Should().BeTrue();
        Probe.IsBroken = false;
        await AdvanceUntilAsync(async () => await engine.SubStatusOfAsync("run") == WorkflowSubStatus.Finished, "it is tried again");
        Probe.Notes.Should().Equal("before", "after");
        Probe.Executions.Select(execution => execution.ExecutionId).Should().HaveCount(2).And.OnlyContain(id => id == Probe.Executions.First().ExecutionId, "its id is the key of its effect");
    }

    [Fact]
    public async Task Run_KeepsFailing_WaitsTwiceAsLongUpToTheLongestAndEndsWithTheLastAttempt()
    {
        var engine = await StartEngineAsync();
        await engine.PublishWithAsync("w", Retry, Fragile);
        await engine.StartAsync("w", "run");

        var first = await WaitAsync(engine);
        Between(first.DueAt!.Value - first.CreatedAt, 10, 12.5);
        PayloadOf(first).Should().Be(new RetryWaitPayload(2, 3, "fragile", "The fragile one", "Too slow."));
        BookmarkRow? second = null;
        await AdvanceUntilAsync(async () => (second = await WaitAsync(engine)).Id != first.Id, "the second attempt");
        Between(second!.DueAt!.Value - second.CreatedAt, 15, 18.75);
        PayloadOf(second).Attempt.Should().Be(3);

        await AdvanceUntilAsync(async () => await engine.SubStatusOfAsync("run") == WorkflowSubStatus.Faulted, "the last attempt fails");
        Probe.Executions.Should().HaveCount(3);
        (await engine.Reader.ReadStateAsync("run", Token))!.Incidents.Should().HaveCount(3);
    }

    [Fact]
    public async Task Run_FaultsByWhatDoesNotPass_Ends()
    {
        Probe.Fault = null;
        var engine = await StartEngineAsync();
        await engine.PublishWithAsync("w", Retry, Fragile);

        (await engine.StartAsync("w", "run")).SubStatus.Should().Be(WorkflowSubStatus.Faulted);
    }

    [Fact]
    public async Task Run_OtherSideAsksForMoreTime_WaitsThatLong()
    {
        Probe.Fault = new BusyException { RetryAfter = TimeSpan.FromMinutes(10) };
        var engine = await StartEngineAsync();
        await engine.PublishWithAsync("w", Retry, Fragile);

        await engine.StartAsync("w", "run");

        var wait = await WaitAsync(engine);
        (wait.DueAt - wait.CreatedAt).Should().Be(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Run_OtherSideAsksForMoreThanAWeek_Ends()
    {
        Probe.Fault = new BusyException { RetryAfter = TimeSpan.FromDays(8) };
        var engine = await StartEngineAsync();
        await engine.PublishWithAsync("w", Retry, Fragile);

        (await engine.StartAsync("w", "run")).SubStatus.Should().Be(WorkflowSubStatus.Faulted);
    }

    [Fact]
    public async Task Run_ServerStopsWhileItWaits_IsTriedAgainAfterTheNextStart()
    {
        var stopped = await StartEngineAsync();
        await stopped.PublishWithAsync("w", Retry, Fragile);
        await stopped.StartAsync("w", "run");
        await stopped.StopAsync();
        Probe.IsBroken = false;

        var engine = await StartEngineAsync();

        await AdvanceUntilAsync(async () => await engine.SubStatusOfAsync("run") == WorkflowSubStatus.Finished, "it is tried again");
        Probe.Executions.Should().HaveCount(2);
    }

    [Fact]
    public async Task Retry_BySomebodyMeanwhile_IsTheNextAttemptAtOnce()
    {
        var engine = await StartEngineAsync();
        await engine.PublishWithAsync("w", Retry, Fragile);
        await engine.StartAsync("w", "run");

        await engine.Runtime.RetryAsync("run", Token);

        await Eventually.HoldsAsync(async () => Probe.Executions.Count == 2 && await engine.SubStatusOfAsync("run") == WorkflowSubStatus.Suspended, "it is tried at once");
        PayloadOf(await WaitAsync(engine)).Attempt.Should().Be(3);
    }

    [Fact]
    public async Task Retry_AfterTheLastAttempt_HasAllOfThemAgain()
    {
        var engine = await StartEngineAsync();
        await engine.PublishWithAsync("w", """{ "retry": { "attempts": 2, "firstGap": "00:00:01" } }""", Fragile);
        await engine.StartAsync("w", "run");
        await AdvanceUntilAsync(async () => await engine.SubStatusOfAsync("run") == WorkflowSubStatus.Faulted, "the last attempt fails");

        await engine.Runtime.RetryAsync("run", Token);

        await engine.BecomesAsync("run", WorkflowSubStatus.Suspended);
        PayloadOf(await WaitAsync(engine)).Attempt.Should().Be(2);
    }

    [Fact]
    public async Task GiveUp_WhileItWaits_EndsItAsFaultedAndTellsItsParent()
    {
        var engine = await StartEngineAsync();
        await engine.PublishWithAsync("child", Retry, Fragile);
        await engine.PublishAsync("w", """{ "type": "Elsa.DispatchWorkflow", "workflowDefinitionId": "child", "waitForCompletion": true }""", Note("child ended"));
        await engine.StartAsync("w", "run");
        var child = await ChildAsync(engine);
        await engine.BecomesAsync(child, WorkflowSubStatus.Suspended);
        Probe.Notes.Should().BeEmpty("the child has not ended");

        (await engine.Runtime.GiveUpAsync(child, Token))!.SubStatus.Should().Be(WorkflowSubStatus.Faulted);

        await engine.BecomesAsync("run", WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("child ended");
        await engine.Runtime.Awaiting(sut => sut.GiveUpAsync(child, Token)).Should().ThrowAsync<RetryRefusedException>();
        (await engine.Runtime.GiveUpAsync("nobody", Token)).Should().BeNull();
        Clock.Advance(TimeSpan.FromDays(1));
        Probe.Executions.Should().HaveCount(1, "nobody tries it again");
    }

    [Fact]
    public async Task Child_ThatIsTriedAgain_TellsItsParentOnlyItsEnd()
    {
        var engine = await StartEngineAsync();
        await engine.PublishWithAsync("child", Retry, Fragile);
        await engine.PublishAsync("w", """{ "type": "Elsa.ExecuteWorkflow", "workflowDefinitionId": "child", "waitForCompletion": true }""", Note("child ended"));
        (await engine.StartAsync("w", "run")).SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        Probe.IsBroken = false;

        await AdvanceUntilAsync(async () => await engine.SubStatusOfAsync("run") == WorkflowSubStatus.Finished, "the child ends");

        (await engine.SubStatusOfAsync(await ChildAsync(engine))).Should().Be(WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("child ended");
    }

    [Fact]
    public async Task Run_WaitsForItsNextAttempt_TakesWhatComesForItsOtherBranches()
    {
        var engine = await StartEngineAsync();
        await PublishParallelAsync(engine, $$"""{ "type": "Elsa.Sequence", "activities": [ {{Await("key")}}, {{Note("waited")}} ] }""", Fragile);
        await engine.StartAsync("w", "run");

        await SendAsync(engine, "key", 1);
        Probe.IsBroken = false;

        await AdvanceUntilAsync(async () => await engine.SubStatusOfAsync("run") == WorkflowSubStatus.Finished, "both branches end");
        Probe.Notes.Should().Equal("key:1", "waited");
    }

    [Fact]
    public async Task Run_AnotherBranchFaultsForGood_Ends()
    {
        var engine = await StartEngineAsync();
        await PublishParallelAsync(engine, Fragile, """{ "type": "Elsa.Fault", "message": "For good." }""");

        (await engine.StartAsync("w", "run")).SubStatus.Should().Be(WorkflowSubStatus.Faulted);

        (await engine.Get<IBookmarkStore>().ListByInstanceAsync("run", Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task Run_IsTriedAgain_HasItsInputAndVariables()
    {
        var engine = await StartEngineAsync();
        await engine.Catalog.SaveAsync(
            $$"""
            { "definitionId": "w", "customProperties": {{Retry}}, "variables": [ { "id": "v", "name": "V", "typeName": "String", "value": "declared" } ],
              "root": { "type": "Elsa.Sequence", "activities": [
                { "type": "Elsa.SetVariable", "variable": { "id": "v", "name": "V" }, "value": "set" }, {{Fragile}},
                { "type": "Test.Note", "text": { "expression": { "type": "JavaScript", "value": "getVariable('V') + ' ' + getInput('n')" } } } ] } }
            """,
            publish: true,
            cancellationToken: Token);
        await engine.Runtime.StartAsync(new() { DefinitionId = "w", WorkflowInstanceId = "run", Input = new Dictionary<string, object> { ["n"] = 7 } }, Token);
        Probe.IsBroken = false;

        await AdvanceUntilAsync(async () => await engine.SubStatusOfAsync("run") == WorkflowSubStatus.Finished, "it is tried again");

        Probe.Notes.Should().Equal("set 7");
    }

    [Fact]
    public async Task Run_ItsTimeIsOverWhileItWaits_Ends()
    {
        var engine = await StartEngineAsync();
        await engine.PublishWithAsync("w", """{ "limits": { "duration": "00:00:05" }, "retry": { "attempts": 2, "firstGap": "00:01:00" } }""", Fragile);
        await engine.StartAsync("w", "run");

        await AdvanceUntilAsync(async () => await engine.SubStatusOfAsync("run") == WorkflowSubStatus.Faulted, "its time is over");

        Probe.Executions.Should().HaveCount(1);
        (await engine.Get<IBookmarkStore>().ListByInstanceAsync("run", Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task Cancel_WhileItWaits_EndsIt()
    {
        var engine = await StartEngineAsync();
        await engine.PublishWithAsync("w", Retry, Fragile);
        await engine.StartAsync("w", "run");

        (await engine.Runtime.CancelAsync("run", Token)).Should().BeTrue();

        (await engine.SubStatusOfAsync("run")).Should().Be(WorkflowSubStatus.Cancelled);
        (await engine.Get<IBookmarkStore>().ListByInstanceAsync("run", Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task Run_WithoutAPolicy_HasTheHosts()
    {
        var engine = await StartEngineAsync(configure: options => options.Retry = options.Retry with { Attempts = 2 });
        await engine.PublishAsync("w", Fragile);
        await engine.PublishWithAsync("never", """{ "retry": { "attempts": 1 } }""", Fragile);

        (await engine.StartAsync("w", "run")).SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        (await engine.StartAsync("never", "never")).SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        var wait = await WaitAsync(engine);
        Between(wait.DueAt!.Value - wait.CreatedAt, 30, 37.5);
    }

    [Theory]
    [InlineData("""{ "retry": { "firstGap": "00:00:10" } }""", "*attempts is missing*")]
    [InlineData("""{ "retry": { "attempts": 101 } }""", "*attempts must be 1 to 100.*")]
    [InlineData("""{ "retry": { "attempts": 2, "firstGap": "00:00:10", "maxGap": "00:00:05" } }""", "*maxGap must not be less than firstGap.*")]
    [InlineData("""{ "retry": "often" }""", "*'retry' cannot be read*")]
    public async Task Publish_PolicyThatMakesNoSense_IsRefused(string customProperties, string reason)
    {
        var engine = await StartEngineAsync(background: false);

        var publish = () => engine.PublishWithAsync("w", customProperties, Fragile);

        await publish.Should().ThrowAsync<DefinitionException>().WithMessage(reason);
    }

    private async Task<BookmarkRow> WaitAsync(EngineHost engine)
    {
        IReadOnlyList<BookmarkRow> rows = [];
        await Eventually.HoldsAsync(
            async () => (rows = await engine.Get<IBookmarkStore>().ListByInstanceAsync("run", Token)) is [{ Name: RetryWaitPayload.BookmarkName }], "it waits for its next attempt");
        return rows[0];
    }

    private static RetryWaitPayload PayloadOf(BookmarkRow row)
    {
        using var document = System.Text.Json.JsonDocument.Parse(row.Payload!);
        return Values.ValueSerializer.Read(document.RootElement).Should().BeOfType<RetryWaitPayload>().Subject;
    }

    private static void Between(TimeSpan gap, double least, double most) => gap.TotalSeconds.Should().BeInRange(least, most);

    private static async Task<string> ChildAsync(EngineHost engine)
    {
        string? id = null;
        await Eventually.HoldsAsync(
            async () => (id = (await engine.Get<IInstanceStore>().ListAsync(new InstanceFilter { DefinitionIds = ["child"] }, Token)).Items.SingleOrDefault()?.Id) is not null, "the child is there");
        return id!;
    }

    private static Task<DefinitionRow> PublishParallelAsync(EngineHost engine, params string[] branches) => engine.Catalog.SaveAsync(
        $$"""{ "definitionId": "w", "customProperties": {{Retry}}, "root": { "type": "Elsa.Parallel", "activities": [ {{string.Join(", ", branches)}} ] } }""", publish: true, cancellationToken: Token);

    private sealed class BusyException() : Exception("Busy."), ITransientFault
    {
        public bool IsTransient => true;

        public TimeSpan? RetryAfter { get; init; }
    }
}
