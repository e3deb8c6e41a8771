using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

public sealed class StimulusTests : EngineTest
{
    private const string Collect = """{ "type": "Test.Collect", "key": "key", "gate": "gate" }""";

    [Fact]
    public async Task SendAsync_BeforeItsBookmark_ReachesTheWaiterThatComesLater()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("waits", Await("key"));

        (await SendAsync(engine, "key", 7)).WorkflowInstanceResponses.Should().BeEmpty();
        var run = await engine.StartAsync("waits");

        await engine.BecomesAsync(run.WorkflowInstanceId, WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("key:7");
        (await engine.Get<IStimulusStore>().ListAssignedAsync(Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task SendAsync_DuringTheBurstThatWillWait_IsNotLost()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("waits", Hold("gate"), Await("key"));
        var start = engine.StartAsync("waits", "one");
        await Probe.ReachedAsync("gate");

        await SendAsync(engine, "key", 7);
        Probe.Open("gate");

        await start;
        await engine.BecomesAsync("one", WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("key:7");
    }

    [Fact]
    public async Task SendAsync_TwiceWhileTheFirstIsHandled_TheSecondReachesTheNextWait()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("waits", """{ "type": "Test.Await", "key": "key", "gate": "gate" }""", Await("key"));
        await engine.StartAsync("waits", "one");

        var first = SendAsync(engine, "key", 1);
        await Probe.ReachedAsync("gate");
        var second = SendAsync(engine, "key", 2);
        Probe.Open("gate");

        await Task.WhenAll(first, second);
        await engine.BecomesAsync("one", WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("key:1", "key:2");
    }

    [Fact]
    public async Task SendAsync_ManyAtOnceAroundAsManyWaits_EachArrivesOnce()
    {
        const int Count = 40;
        var engine = await StartEngineAsync();
        await engine.PublishAsync("waits", [.. Enumerable.Range(0, Count).Select(_ => Await("key"))]);

        var early = Enumerable.Range(0, Count / 2).Select(i => SendAsync(engine, "key", i)).ToList();
        var start = engine.StartAsync("waits", "one");
        var late = Enumerable.Range(Count / 2, Count / 2).Select(i => Task.Run(() => SendAsync(engine, "key", i), Token)).ToList();
        await Task.WhenAll([start, .. early, .. late]);

        await engine.BecomesAsync("one", WorkflowSubStatus.Finished);
        Probe.Notes.Should().BeEquivalentTo(Enumerable.Range(0, Count).Select(i => $"key:{i}"));
    }

    [Fact]
    public async Task SendAsync_CrashBeforeTheKeptOneIsDelivered_IsDeliveredAtTheNextStart()
    {
        var crashing = await StartEngineAsync(background: false);
        await crashing.PublishAsync("waits", Await("key"));
        await SendAsync(crashing, "key", 7);
        await crashing.StartAsync("waits", "one");
        (await crashing.SubStatusOfAsync("one")).Should().Be(WorkflowSubStatus.Suspended);
        crashing.Abandon();

        var engine = await StartEngineAsync();

        await engine.BecomesAsync("one", WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("key:7");
    }

    [Fact]
    public async Task SendAsync_ManyBeforeABookmarkThatTakesMany_AllArrive()
    {
        Probe.Open("gate");
        var engine = await StartEngineAsync();
        await engine.PublishAsync("collects", Collect);

        for (var number = 1; number <= 3; number++)
            await SendAsync(engine, "key", number);
        await engine.StartAsync("collects", "one");

        await engine.BecomesAsync("one", WorkflowSubStatus.Finished);
        Probe.Notes.Should().BeEquivalentTo("1", "2", "3");
    }

    [Fact]
    public async Task DeliverAsync_OneStimulusTwiceAtOnce_ArrivesOnce()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("collects", Collect);
        await SendAsync(engine, "key", 1);
        await engine.StartAsync("collects", "one");
        var stimulus = (await engine.Get<IStimulusStore>().ListAssignedAsync(Token)).Should().ContainSingle().Subject;

        var deliveries = Enumerable.Range(0, 2).Select(_ => engine.Get<StimulusDelivery>().DeliverAsync(stimulus.Id, Token)).ToList();
        await Probe.ReachedAsync("gate");
        Probe.Open("gate");

        await Task.WhenAll(deliveries);
        Probe.Notes.Should().Equal("1");
    }

    [Fact]
    public async Task SendAsync_ForATriggerAndWaiters_StartsOneAndResumesAll()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("waits", Await("key"));
        await engine.PublishAsync("starts", Await("key", canStart: true), Note("started"));
        await engine.StartAsync("waits", "one");
        await engine.StartAsync("waits", "two");

        var result = await SendAsync(engine, "key", 7, new StimulusMetadata { CorrelationId = null });

        result.WorkflowInstanceResponses.Should().HaveCount(3).And.OnlyContain(response => response.SubStatus == WorkflowSubStatus.Finished);
        Probe.Notes.Should().BeEquivalentTo("key:7", "started", "key:7", "key:7");
    }

    [Fact]
    public async Task SendAsync_ToOneInstance_LeavesTheOthersAndTheTriggers()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("waits", Await("key"));
        await engine.PublishAsync("starts", Await("key", canStart: true));
        await engine.StartAsync("waits", "one");
        await engine.StartAsync("waits", "two");

        var result = await SendAsync(engine, "key", 7, new StimulusMetadata { WorkflowInstanceId = "two" });

        result.WorkflowInstanceResponses.Should().ContainSingle().Which.WorkflowInstanceId.Should().Be("two");
        (await engine.SubStatusOfAsync("one")).Should().Be(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task SendAsync_FromInsideABurst_ReachesItsOwnLaterWaitAndOthers()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("other", Await("shout"), Send("answer"));
        await engine.PublishAsync("self", Send("shout"), Await("answer"));
        await engine.StartAsync("other", "other");

        await engine.StartAsync("self", "self");

        await engine.BecomesAsync("other", WorkflowSubStatus.Finished);
        await engine.BecomesAsync("self", WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task SendAsync_FromInsideABurstToATrigger_StartsItInTheBackground()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("starts", Await("key", canStart: true), Note("started"));
        await engine.PublishAsync("sends", Send("key"));

        await engine.StartAsync("sends");

        await Eventually.HoldsAsync(() => Probe.Notes.Contains("started"), "the trigger's workflow ran");
        Probe.Notes.Should().Equal("key:", "started");
    }

    [Fact]
    [Trait("Scenario", "88 Stimuli without a waiter")]
    public async Task SendAsync_NobodyComesInTime_IsGivenUp()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("waits", Await("key"));
        await SendAsync(engine, "key");

        Clock.Advance(new WorkflowEngineOptions().StimulusLifetime);
        await engine.StartAsync("waits", "one");

        await AdvanceUntilAsync(async () => await engine.Get<IStimulusStore>().PurgeAsync(Token) == 0, "the stimulus is purged");
        (await engine.SubStatusOfAsync("one")).Should().Be(WorkflowSubStatus.Suspended);
    }
}
