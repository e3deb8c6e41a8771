using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

public sealed class ScheduleTests : EngineTest
{
    [Fact]
    public async Task Cron_SixFields_StartsAtEachOfItsMoments()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("nightly", Trigger("Cron", "cronExpression", "*/10 * * * * *"), Note("tick"));

        await AdvanceUntilAsync(() => NotedAsync(3), "three runs");

        (await NextRunAsync(engine)).Should().BeAfter(Clock.GetUtcNow() - TimeSpan.FromSeconds(1)).And.BeOnOrBefore(Clock.GetUtcNow() + TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("0 2 * * *", null, "2026-11-23T02:00:00Z")]
    [InlineData("0 0 2 * * *", null, "2026-11-23T02:00:00Z")]
    [InlineData("0 2 * * *", "Europe/Berlin", "2026-11-23T01:00:00Z")]
    [InlineData("30 2 29 3 *", "Europe/Berlin", "2027-03-29T00:30:00Z")]
    [InlineData("30 2 28 3 *", "Europe/Berlin", "2027-03-28T01:00:00Z")]
    public async Task Cron_FieldsAndTimeZone_GiveTheNextRun(string expression, string? zone, string next)
    {
        var engine = await StartEngineAsync(background: false);

        await engine.PublishAsync("nightly", $$"""{ "type": "Elsa.Cron", "cronExpression": "{{expression}}", "timeZone": {{(zone is null ? "null" : $"\"{zone}\"")}}, "customProperties": { "canStartWorkflow": true } }""");

        (await NextRunAsync(engine)).Should().Be(DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [Trait("Scenario", "51 Publishing a cron")]
    [InlineData("Cron", "cronExpression", "every day", "cron expression 'every day'")]
    [InlineData("Cron", "cronExpression", "", "cron expression is empty")]
    [InlineData("Timer", "interval", "00:00:00", "not longer than zero")]
    public async Task Publish_ScheduleThatIsNone_IsRefusedWithTheReason(string type, string input, string value, string reason)
    {
        var engine = await StartEngineAsync(background: false);

        var publish = () => engine.PublishAsync("nightly", Trigger(type, input, value));

        (await publish.Should().ThrowAsync<DefinitionException>()).Which.Message.Should().Contain(reason);
    }

    /// <summary>A chaos run on a stalling machine took the late run for a second one of the next moment.</summary>
    [Fact]
    public async Task Timer_MachineStallsWhileARunStarts_ItStillBelongsToItsMoment()
    {
        var engine = await StartEngineAsync(services: services => services.AddSingleton<IWorkflowActivationStrategy>(new StallingStrategy(() => Clock.Advance(TimeSpan.FromSeconds(50)))));
        await engine.Catalog.SaveAsync(
            $$"""{ "definitionId": "often", "options": { "activationStrategyType": "StallingStrategy" }, "root": { "type": "Elsa.Sequence", "activities": [ {{Trigger("Timer", "interval", "00:01:00")}}, {{Note("tick")}} ] } }""",
            publish: true,
            cancellationToken: Token);
        var first = await NextRunAsync(engine);

        await AdvanceUntilAsync(() => NotedAsync(4), "four runs");

        var runs = (await engine.Get<IInstanceStore>().ListAsync(new InstanceFilter(), Token)).Items;
        runs.Select(run => Math.Floor((run.CreatedAt - first!.Value) / TimeSpan.FromMinutes(1))).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Publish_UnchangedSchedule_KeepsItsNextRunAndFiresOnce()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("nightly", Trigger("Timer", "interval", "00:01:00"), Note("one"));
        var next = await NextRunAsync(engine);
        Clock.Advance(TimeSpan.FromSeconds(30));

        await engine.PublishAsync("nightly", Trigger("Timer", "interval", "00:01:00"), Note("two"));

        (await NextRunAsync(engine)).Should().Be(next);
        await AdvanceUntilAsync(() => NotedAsync(2), "two runs");
        Probe.Notes.Should().Equal("two", "two");
        Clock.GetUtcNow().Should().BeOnOrAfter(next!.Value + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Timer_RunsMissedWhileTheServerWasDown_AreLeftOut()
    {
        var stopping = await StartEngineAsync();
        await stopping.PublishAsync("nightly", Trigger("Timer", "interval", "00:01:00"), Note("tick"));
        var first = await NextRunAsync(stopping);
        await stopping.StopAsync();
        Clock.Advance(TimeSpan.FromMinutes(10.5));

        var engine = await StartEngineAsync();

        await Eventually.HoldsAsync(async () => await NextRunAsync(engine) == first + TimeSpan.FromMinutes(10), "the schedule goes on in step");
        Probe.Notes.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Skip", 0)]
    [InlineData("RunOnce", 1)]
    [InlineData("RunAll", 10)]
    public async Task Timer_TenRunsMissed_AreTreatedAsItsPolicySays(string policy, int runs)
    {
        var stopping = await StartEngineAsync();
        await stopping.PublishAsync("nightly", Missed("Timer", "interval", "00:01:00", policy), Note("tick"));
        var first = await NextRunAsync(stopping);
        await stopping.StopAsync();
        Clock.Advance(TimeSpan.FromMinutes(10.5));

        var engine = await StartEngineAsync();

        await Eventually.HoldsAsync(async () => await NextRunAsync(engine) == first + TimeSpan.FromMinutes(10), "the schedule goes on in step");
        await Eventually.HoldsAsync(() => NotedAsync(runs), "what was missed is made up for");
        Probe.Notes.Should().HaveCount(runs);
    }

    [Theory]
    [Trait("Scenario", "52 Timers over restarts")]
    [InlineData("Skip", 0)]
    [InlineData("RunOnce", 1)]
    [InlineData("RunAll", 3)]
    public async Task Cron_ThreeNightsMissed_AreTreatedAsItsPolicySays(string policy, int runs)
    {
        var stopping = await StartEngineAsync();
        await stopping.PublishAsync("nightly", Missed("Cron", "cronExpression", "0 2 * * *", policy), Note("tick"));
        await stopping.StopAsync();
        Clock.Advance(TimeSpan.FromDays(3));

        var engine = await StartEngineAsync();

        await Eventually.HoldsAsync(async () => await NextRunAsync(engine) == new DateTimeOffset(2026, 11, 26, 2, 0, 0, TimeSpan.Zero), "the schedule goes on");
        await Eventually.HoldsAsync(() => NotedAsync(runs), "what was missed is made up for");
        Probe.Notes.Should().HaveCount(runs);
    }

    [Fact]
    public async Task Publish_OnlyTheMissedRunPolicyChanges_KeepsTheNextRun()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("nightly", Missed("Timer", "interval", "00:10:00", "Skip"));
        var next = await NextRunAsync(engine);
        Clock.Advance(TimeSpan.FromMinutes(1));

        await engine.PublishAsync("nightly", Missed("Timer", "interval", "00:10:00", "RunAll"));

        var entry = (await engine.Get<IScheduleCatalog>().ListAsync(1, Token)).Single();
        entry.NextRuns.Should().Equal(next!.Value);
        entry.Schedule.MissedRuns.Should().Be(MissedRunPolicy.RunAll);
    }

    [Fact]
    public async Task Timer_ClockSetBack_GoesOnWithinOneInterval()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("nightly", Trigger("Timer", "interval", "00:01:00"), Note("tick"));

        Clock.AdjustTime(Clock.GetUtcNow() - TimeSpan.FromDays(1));
        var setBackAt = Clock.GetUtcNow();

        // Unlike a real one, the alarm of the fake clock sleeps a day longer now; any change wakes the sleeper.
        await engine.PublishAsync("other", Note("other"));
        await AdvanceUntilAsync(() => NotedAsync(2), "it runs on");
        Clock.GetUtcNow().Should().BeBefore(setBackAt + TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Cron_ClockSetBack_StartsNoMomentTwice()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("hourly", Trigger("Cron", "cronExpression", "0 * * * *"), Note("tick"));
        Clock.Advance(TimeSpan.FromHours(1));
        await AdvanceUntilAsync(() => NotedAsync(1), "the first run");
        var next = await NextRunAsync(engine);

        Clock.AdjustTime(Clock.GetUtcNow() - TimeSpan.FromMinutes(30));
        await engine.PublishAsync("other", Note("other"));
        Clock.Advance(TimeSpan.FromMinutes(35));
        await engine.PublishAsync("another", Note("another"));
        Clock.Advance(next!.Value - Clock.GetUtcNow());
        await AdvanceUntilAsync(() => NotedAsync(2), "the second run");

        var runs = (await engine.Get<IInstanceStore>().ListAsync(new InstanceFilter { Descending = false }, Token)).Items;
        runs.Should().HaveCount(2);
        runs[1].CreatedAt.Should().BeOnOrAfter(next.Value);
    }

    [Fact]
    public async Task Timer_ClockJumpsForward_RunsOnceAndGoesOnInStep()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("nightly", Trigger("Timer", "interval", "01:00:00"), Note("tick"));
        var first = await NextRunAsync(engine);

        Clock.AdjustTime(Clock.GetUtcNow() + TimeSpan.FromDays(2) + TimeSpan.FromMinutes(30));

        await AdvanceUntilAsync(() => NotedAsync(1), "it runs");
        await Eventually.HoldsAsync(async () => await NextRunAsync(engine) == first + TimeSpan.FromDays(2), "it stays in step");
        Probe.Notes.Should().ContainSingle();
    }

    [Fact]
    public async Task ListAsync_SchedulesOfEachKind_AreListedWithTheirNextRunsTheSoonestFirst()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("cron", """{ "type": "Elsa.Cron", "id": "c", "cronExpression": "0 2 * * *", "timeZone": "Europe/Berlin", "customProperties": { "canStartWorkflow": true } }""");
        await engine.PublishAsync("timer", Trigger("Timer", "interval", "00:10:00"));
        await engine.PublishAsync("once", Trigger("StartAt", "dateTime", "2026-11-22T13:00:00Z"));
        await engine.PublishAsync("event", Await("key", canStart: true));

        var entries = await engine.Get<IScheduleCatalog>().ListAsync(2, Token);

        entries.Select(entry => entry.DefinitionId).Should().Equal("timer", "once", "cron");
        entries.Select(entry => entry.ActivityType).Should().Equal("Elsa.Timer", "Elsa.StartAt", "Elsa.Cron");
        entries[0].NextRuns.Should().Equal(Clock.GetUtcNow().AddMinutes(10), Clock.GetUtcNow().AddMinutes(20));
        entries[1].NextRuns.Should().Equal(Clock.GetUtcNow().AddHours(1));
        entries[2].NextRuns.Should().Equal(new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero));
        entries[2].Schedule.Should().Be(new CronTriggerPayload("0 2 * * *", "Europe/Berlin") { MissedRuns = MissedRunPolicy.Skip });
    }

    [Fact]
    [Trait("Scenario", "52 Timers over restarts")]
    public async Task StartAt_DueWhileTheServerWasDown_RunsOnceAndNeverAgain()
    {
        var stopping = await StartEngineAsync();
        await stopping.PublishAsync("once", Trigger("StartAt", "dateTime", "2026-11-22T13:00:00Z"), Note("now"));
        await stopping.StopAsync();
        Clock.Advance(TimeSpan.FromHours(2));

        var second = await StartEngineAsync();
        await AdvanceUntilAsync(() => NotedAsync(1), "the run");
        await second.StopAsync();
        var third = await StartEngineAsync();
        await third.PublishAsync("once", Trigger("StartAt", "dateTime", "2026-11-22T13:00:00Z"), Note("now"));
        Clock.Advance(TimeSpan.FromMinutes(1));

        (await third.Get<ITriggerStore>().ListScheduledAsync(Token)).Should().BeEmpty();
        (await third.Get<IInstanceStore>().ListAsync(new InstanceFilter(), Token)).TotalCount.Should().Be(1);
    }

    [Fact]
    public async Task AdvanceAsync_Twice_StartsOnce()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("nightly", Trigger("Timer", "interval", "00:01:00"));
        var triggers = engine.Get<ITriggerStore>();
        var trigger = (await triggers.ListScheduledAsync(Token)).Single();

        (await triggers.AdvanceAsync(trigger, trigger.NextRunAt + TimeSpan.FromMinutes(1), null, Token)).Should().BeTrue();
        (await triggers.AdvanceAsync(trigger, trigger.NextRunAt + TimeSpan.FromMinutes(1), null, Token)).Should().BeFalse();
    }

    [Fact]
    public async Task Retract_Schedule_StopsIt()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("nightly", Trigger("Timer", "interval", "00:01:00"), Note("tick"));

        await engine.Catalog.RetractAsync("nightly", Token);

        (await engine.Get<ITriggerStore>().ListScheduledAsync(Token)).Should().BeEmpty();
    }

    [Theory]
    [Trait("Scenario", "50 Timers in a flow")]
    [InlineData("Timer", "interval", "00:05:00")]
    [InlineData("Cron", "cronExpression", "5 12 * * *")]
    [InlineData("StartAt", "dateTime", "2026-11-22T12:05:00Z")]
    public async Task ClockActivity_InAFlow_WaitsForItsMoment(string type, string input, string value)
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("patient", $$"""{ "type": "Elsa.{{type}}", "{{input}}": "{{value}}" }""", Note("done"));
        await engine.StartAsync("patient", "one");
        Clock.Advance(TimeSpan.FromMinutes(4));
        (await engine.SubStatusOfAsync("one")).Should().Be(WorkflowSubStatus.Suspended);

        await AdvanceUntilAsync(async () => await engine.SubStatusOfAsync("one") == WorkflowSubStatus.Finished, "it goes on");

        Probe.Notes.Should().Equal("done");
    }

    [Fact]
    public async Task StartAt_PastMomentInAFlow_GoesOnAtOnce()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("patient", """{ "type": "Elsa.StartAt", "dateTime": "2020-01-01T00:00:00Z" }""", Note("done"));

        (await engine.StartAsync("patient")).SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    private static string Missed(string type, string input, string value, string policy) =>
        $$"""{ "type": "Elsa.{{type}}", "{{input}}": "{{value}}", "missedRuns": "{{policy}}", "customProperties": { "canStartWorkflow": true } }""";

    private static string Trigger(string type, string input, string value) =>
        $$"""{ "type": "Elsa.{{type}}", "{{input}}": "{{value}}", "customProperties": { "canStartWorkflow": true } }""";

    private static async Task<DateTimeOffset?> NextRunAsync(EngineHost engine) => (await engine.Get<ITriggerStore>().ListScheduledAsync(Token)).Single().NextRunAt;

    private Task<bool> NotedAsync(int count) => Task.FromResult(Probe.Notes.Count >= count);

    private sealed class StallingStrategy(Action stall) : IWorkflowActivationStrategy
    {
        public ValueTask<bool> GetAllowActivationAsync(WorkflowInstantiationStrategyContext context)
        {
            stall();
            return new(true);
        }
    }
}
