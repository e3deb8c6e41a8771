using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

public sealed class RecoveryTests : EngineTest
{
    [Fact]
    public async Task Start_AfterACrashInATask_RepeatsItWithTheSameExecutionId()
    {
        var crashing = await StartEngineAsync();
        await crashing.PublishAsync("long", Note("before"), Hold("gate"), Note("after"));
        _ = crashing.StartAsync("long", "one");
        await Probe.ReachedAsync("gate");
        crashing.Abandon();

        // What the crashed process was doing never comes to an end; only the new one passes the gate.
        var probe = new Probe();
        probe.Open("gate");
        await using var engine = await EngineHost.StartAsync(Path.Combine(Folder, "engine.db"), Clock, probe);

        await engine.BecomesAsync("one", WorkflowSubStatus.Finished);
        Probe.Executions.Should().ContainSingle().Which.IsRecovering.Should().BeFalse();
        probe.Executions.Should().Equal((Probe.Executions.Single().ExecutionId, true));
        probe.Notes.Should().Equal("after");
    }

    [Fact]
    [Trait("Scenario", "81 Graceful shutdown")]
    public async Task Start_AfterAnOrderlyStopInATask_GoesOnFromThere()
    {
        var stopping = await StartEngineAsync();
        await stopping.PublishAsync("long", Note("before"), Hold("gate"), Note("after"));
        var start = stopping.StartAsync("long", "one");
        await Probe.ReachedAsync("gate");

        await stopping.StopAsync();
        (await start).SubStatus.Should().Be(WorkflowSubStatus.Interrupted);
        Probe.Open("gate");
        var engine = await StartEngineAsync();

        await engine.BecomesAsync("one", WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("before", "after");
    }

    [Fact]
    public async Task Start_AfterAStopInTheMiddleOfAResume_GoesOnWithTheResumeAndItsInput()
    {
        var stopping = await StartEngineAsync();
        await stopping.PublishAsync("waits", """{ "type": "Test.Await", "key": "key", "gate": "gate" }""", Note("after"));
        await stopping.StartAsync("waits", "one");
        var send = SendAsync(stopping, "key", 7);
        await Probe.ReachedAsync("gate");

        await stopping.StopAsync();
        await send;
        Probe.Open("gate");
        var engine = await StartEngineAsync();

        await engine.BecomesAsync("one", WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("key:7", "after");
    }

    [Fact]
    public async Task SendAsync_ToAnInstanceThatACrashStopped_FirstFinishesWhatWasInterrupted()
    {
        const string Fork = """
            { "definitionId": "fork", "root": { "type": "Elsa.Flowchart", "id": "flow", "start": "s", "activities": [
                { "type": "Test.Note", "id": "s", "text": "start" }, { "type": "Test.Await", "id": "w", "key": "key" },
                { "type": "Test.Hold", "id": "h", "gate": "gate" }, { "type": "Test.Note", "id": "n", "text": "held" } ],
              "connections": [
                { "source": { "activity": "s", "port": "Done" }, "target": { "activity": "w", "port": "In" } },
                { "source": { "activity": "s", "port": "Done" }, "target": { "activity": "h", "port": "In" } },
                { "source": { "activity": "h", "port": "Done" }, "target": { "activity": "n", "port": "In" } } ] } }
            """;
        var crashing = await StartEngineAsync(background: false);
        await crashing.Catalog.SaveAsync(Fork, publish: true, cancellationToken: Token);
        _ = crashing.StartAsync("fork", "one");
        await Probe.ReachedAsync("gate");
        crashing.Abandon();

        var probe = new Probe();
        probe.Open("gate");
        await using var engine = await EngineHost.StartAsync(Path.Combine(Folder, "engine.db"), Clock, probe, background: false);
        var result = await SendAsync(engine, "key", 7);

        result.WorkflowInstanceResponses.Should().ContainSingle().Which.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        probe.Notes.Should().Equal("held", "key:7");
    }

    [Fact]
    public async Task DispatchAsync_CrashBeforeItRuns_RunsAtTheNextStart()
    {
        var crashing = await StartEngineAsync(background: false);
        await crashing.PublishAsync("later", Await("key", canStart: true), Note("done"));
        var request = new StartWorkflowRequest
        {
            DefinitionId = "later",
            CorrelationId = "order-7",
            TriggerActivityId = "Await1",
            Input = new Dictionary<string, object> { ["number"] = 7 },
        };
        var id = await crashing.Runtime.DispatchAsync(request, Token);
        (await crashing.SubStatusOfAsync(id)).Should().Be(WorkflowSubStatus.Pending);
        crashing.Abandon();

        var engine = await StartEngineAsync();

        await engine.BecomesAsync(id, WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("key:7", "done");
        (await engine.Reader.ReadAsync(id, Token))!.Instance.CorrelationId.Should().Be("order-7");
    }

    [Fact]
    public async Task DispatchAsync_ManyAtOnce_RunsEachOnce()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("hello", Note("done"));

        var ids = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => engine.Runtime.DispatchAsync(new StartWorkflowRequest { DefinitionId = "hello" }, Token)));

        foreach (var id in ids)
            await engine.BecomesAsync(id, WorkflowSubStatus.Finished);
        Probe.Notes.Should().HaveCount(200);
    }

    [Fact]
    public async Task Start_WithManyUnfinishedInstances_FinishesAllBesideNewWork()
    {
        var crashing = await StartEngineAsync(background: false);
        await crashing.PublishAsync("hello", Note("old"));
        await crashing.PublishAsync("fresh", Note("new"));
        var request = new StartWorkflowRequest { DefinitionId = "hello" };
        var ids = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => crashing.Runtime.DispatchAsync(request, Token)));
        crashing.Abandon();

        var engine = await StartEngineAsync();
        var fresh = await engine.StartAsync("fresh");

        fresh.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        foreach (var id in ids)
            await engine.BecomesAsync(id, WorkflowSubStatus.Finished);
        Probe.Notes.Count(note => note == "old").Should().Be(300);
    }

    [Fact]
    public async Task Start_RecoveryIsStillUnderWay_NewWorkGoesOn()
    {
        const int Interrupted = 50;
        var crashing = await StartEngineAsync(background: false);
        await crashing.PublishAsync("long", Hold("gate"), Note("old"));
        await crashing.PublishAsync("fresh", Note("new"));
        await crashing.PublishAsync("patient", Delay("00:00:01"), Note("timed"));
        for (var i = 0; i < Interrupted; i++)
            await crashing.Runtime.DispatchAsync(new StartWorkflowRequest { DefinitionId = "long" }, Token);
        await crashing.StartAsync("patient", "timed");
        crashing.Abandon();

        var engine = await StartEngineAsync(configure: options => options.RecoveryParallelism = 2);
        await Eventually.HoldsAsync(() => Probe.Executions.Count == 2, "two are recovered at a time");
        var dispatched = await engine.Runtime.DispatchAsync(new StartWorkflowRequest { DefinitionId = "fresh" }, Token);
        (await engine.StartAsync("fresh")).SubStatus.Should().Be(WorkflowSubStatus.Finished);
        await engine.BecomesAsync(dispatched, WorkflowSubStatus.Finished);
        await AdvanceUntilAsync(async () => await engine.SubStatusOfAsync("timed") == WorkflowSubStatus.Finished, "the timer is heard");
        Probe.Executions.Should().HaveCount(2);

        Probe.Open("gate");
        await Eventually.HoldsAsync(() => Probe.Notes.Count(note => note == "old") == Interrupted, "all are recovered");
    }

    [Fact]
    public async Task ResumeAsync_CommitFailsInTheMiddleOfATimedBurst_GoesOnWithoutARestart()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("long", Delay("00:00:01"), Hold("gate"), Note(new string('x', 500_000)));
        await engine.StartAsync("long", "one");
        Clock.Advance(TimeSpan.FromSeconds(2));
        await Probe.ReachedAsync("gate");
        await engine.Get<CommitQueue>().WriteAsync(session => session.Execute(new Statement("PRAGMA max_page_count = 1")), Token);

        Probe.Open("gate");

        await AdvanceUntilAsync(async () => await engine.SubStatusOfAsync("one") == WorkflowSubStatus.Finished, "it goes on");
        Probe.Executions.Select(execution => execution.ExecutionId).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task StartAsync_DatabaseLockedByAnotherProgram_SaysSoAndWorksAgainLater()
    {
        var engine = await StartEngineAsync(configure: options => options.ConnectionString += ";Default Timeout=1");
        await engine.PublishAsync("hello", Note("done"));
        await using (var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(Folder, "engine.db")};Pooling=false"))
        {
            await other.OpenAsync(Token);
            await using var transaction = other.BeginTransaction(deferred: false);
            var start = () => engine.StartAsync("hello", "one");
            await start.Should().ThrowAsync<CommitFailedException>().WithMessage("*is locked by another program. Close what has it open*");
        }

        (await engine.StartAsync("hello", "two")).SubStatus.Should().Be(WorkflowSubStatus.Finished);
        (await engine.SubStatusOfAsync("one")).Should().BeNull("its caller was told, and nothing of it was written");
    }

    [Fact]
    public async Task DispatchFromAWorkflow_DiskFull_IsNoFaultOfTheWorkflow()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("child", Note("child"));
        await engine.PublishAsync("parent", Hold("gate"), $$"""{ "type": "Elsa.DispatchWorkflow", "workflowDefinitionId": "child", "input": { "typeName": "ObjectDictionary", "expression": { "type": "Object", "value": "{ \"Big\": \"{{new string('x', 500_000)}}\" }" } } }""");
        var start = engine.StartAsync("parent", "one");
        await Probe.ReachedAsync("gate");
        await engine.Get<CommitQueue>().WriteAsync(session => session.Execute(new Statement("PRAGMA max_page_count = 1")), Token);

        Probe.Open("gate");
        await ((Func<Task>)(() => start)).Should().ThrowAsync<CommitFailedException>().WithMessage("*the disk is full*");

        await AdvanceUntilAsync(async () => await engine.SubStatusOfAsync("one") == WorkflowSubStatus.Finished, "it goes on");
        await Eventually.HoldsAsync(() => Probe.Notes.Contains("child"), "the child runs");
        (await engine.Reader.ReadStateAsync("one", Token))!.Incidents.Should().BeEmpty();
    }

    [Fact]
    public async Task StartAsync_DiskFullAtTheLastCommit_TellsTheCallerAndGoesOnWhenThereIsRoom()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("long", [Hold("gate"), .. Enumerable.Repeat(Note(new string('x', 60_000)), 10)]);
        var start = engine.StartAsync("long", "one");
        await Probe.ReachedAsync("gate");
        await engine.Get<CommitQueue>().WriteAsync(session => session.Execute(new Statement("PRAGMA max_page_count = 1")), Token);

        Probe.Open("gate");

        await ((Func<Task>)(() => start)).Should().ThrowAsync<CommitFailedException>().WithMessage("*the disk is full*");
        await engine.BecomesAsync("one", WorkflowSubStatus.Finished);
        Probe.Executions.Select(execution => execution.ExecutionId).Distinct().Should().ContainSingle();
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(9, 256)]
    [InlineData(10, 300)]
    [InlineData(1000, 300)]
    public void PauseAfter_Failures_DoublesUpToFiveMinutes(int failures, int seconds) =>
        BackgroundWorkers.PauseAfter(failures).Should().Be(TimeSpan.FromSeconds(seconds));
}
