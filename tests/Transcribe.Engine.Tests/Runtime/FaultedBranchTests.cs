using Transcribe.Engine.Authoring;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>What becomes of the waits of other branches when one branch of an instance faults.</summary>
public sealed class FaultedBranchTests : EngineTest
{
    private const string Boom = """{ "type": "Elsa.Fault", "message": "boom" }""";

    [Fact]
    public async Task Fault_AfterAnotherBranchWaits_LeavesNoBookmark() => await ExpectNoBookmarkAsync(Await("key"), Boom);

    [Fact]
    public async Task Fault_BeforeAnotherBranchWaits_LeavesNoBookmark() => await ExpectNoBookmarkAsync(Boom, Await("key"));

    [Fact]
    public async Task Fault_InALaterBurst_LeavesNoBookmarkOfTheFirst()
    {
        var engine = await StartEngineAsync(background: false);
        await PublishAsync(engine, Await("key"), $$"""{ "type": "Elsa.Sequence", "activities": [ {{Await("go")}}, {{Boom}} ] }""");
        await engine.StartAsync("w", "one");
        (await engine.Get<IBookmarkStore>().ListByInstanceAsync("one", Token)).Should().HaveCount(2);

        await SendAsync(engine, "go");

        (await engine.SubStatusOfAsync("one")).Should().Be(WorkflowSubStatus.Faulted);
        (await engine.Get<IBookmarkStore>().ListByInstanceAsync("one", Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task Stimulus_WhoseOnlyWaiterFaulted_ReachesTheNextOne()
    {
        var engine = await StartEngineAsync();
        await PublishAsync(engine, Await("key"), Boom);
        await engine.PublishAsync("waits", Await("key"));
        await engine.StartAsync("w", "one");

        (await SendAsync(engine, "key", 7)).WorkflowInstanceResponses.Should().BeEmpty();
        await engine.StartAsync("waits", "two");

        await engine.BecomesAsync("two", WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("key:7");
        (await engine.SubStatusOfAsync("one")).Should().Be(WorkflowSubStatus.Faulted);
    }

    [Fact]
    public async Task Delay_OfAFaultedInstance_NeverResumes()
    {
        var engine = await StartEngineAsync();
        await PublishAsync(engine, $$"""{ "type": "Elsa.Sequence", "activities": [ {{Delay("00:01:00")}}, {{Note("never")}} ] }""", Boom);
        await engine.PublishAsync("patient", Delay("00:02:00"), Note("later"));
        await engine.StartAsync("w", "one");
        await engine.StartAsync("patient", "two");

        await AdvanceUntilAsync(async () => await engine.SubStatusOfAsync("two") == WorkflowSubStatus.Finished, "the later delay ends");

        Probe.Notes.Should().Equal("later");
        (await engine.SubStatusOfAsync("one")).Should().Be(WorkflowSubStatus.Faulted);
    }

    [Fact]
    public async Task Commit_BesideAFault_KeepsNoBookmarkForACrash()
    {
        var engine = await StartEngineAsync(background: false);
        await PublishAsync(engine, Boom, $$"""{ "type": "Elsa.Sequence", "activities": [ {{Await("key")}} ] }""", $$"""{ "type": "Elsa.Sequence", "activities": [ {{Note("first")}}, {{Hold("gate")}} ] }""");
        var start = engine.StartAsync("w", "one");
        await Probe.ReachedAsync("gate");

        (await engine.SubStatusOfAsync("one")).Should().Be(WorkflowSubStatus.Faulted);
        (await engine.Get<IBookmarkStore>().ListByInstanceAsync("one", Token)).Should().BeEmpty();
        Probe.Open("gate");
        (await start).SubStatus.Should().Be(WorkflowSubStatus.Faulted);
    }

    private async Task ExpectNoBookmarkAsync(params string[] branches)
    {
        var engine = await StartEngineAsync(background: false);
        await PublishAsync(engine, branches);

        var run = await engine.StartAsync("w", "one");

        run.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        run.State.Bookmarks.Should().BeEmpty();
        (await engine.Get<IBookmarkStore>().ListByInstanceAsync("one", Token)).Should().BeEmpty();
    }

    private static Task<DefinitionRow> PublishAsync(EngineHost engine, params string[] branches) => engine.Catalog.SaveAsync(
        $$"""{ "definitionId": "w", "root": { "type": "Elsa.Parallel", "activities": [ {{string.Join(", ", branches)}} ] } }""", publish: true, cancellationToken: Token);
}
