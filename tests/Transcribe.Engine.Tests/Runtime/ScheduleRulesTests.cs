using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>Runs that overlap, that come a little late, and what people do to schedules.</summary>
public sealed class ScheduleRulesTests : EngineTest
{
    [Fact]
    public async Task Overlap_Skip_LeavesOutWhatComesWhileOneRuns()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("job", EveryTenSeconds("Skip"), Hold("gate"), Note("done"));
        await AdvanceUntilAsync(async () => await CountAsync(engine) == 1, "the first run");

        await AdvancePastRunsAsync(engine, 3);

        (await CountAsync(engine)).Should().Be(1);
        Probe.Open("gate");
        await AdvanceUntilAsync(async () => await CountAsync(engine) >= 2, "a run after it");
    }

    [Fact]
    public async Task Overlap_Queue_RunsEachWhenTheOneBeforeHasEnded()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("job", EveryTenSeconds("Queue"), Hold("gate"), Note("done"));
        var first = (await engine.Get<ITriggerStore>().ListScheduledAsync(Token)).Single().NextRunAt!.Value;
        await AdvanceUntilAsync(async () => await CountAsync(engine) == 1, "the first run");
        Clock.Advance(TimeSpan.FromSeconds(30));
        (await CountAsync(engine)).Should().Be(1);

        Probe.Open("gate");

        // Whatever was left out would be missing here.
        await AdvanceUntilAsync(
            async () => await CountAsync(engine) is >= 4 and var runs && (await engine.Get<ITriggerStore>().ListScheduledAsync(Token)).Single().NextRunAt == first + TimeSpan.FromSeconds(10 * runs),
            "one run for each of its moments");
    }

    [Fact]
    public async Task Overlap_Allow_RunsBesideTheOneThatGoesOn()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("job", EveryTenSeconds("Allow"), Await("never"));

        await AdvanceUntilAsync(async () => await CountAsync(engine) == 3, "three runs");

        (await engine.Get<IInstanceStore>().ListAsync(new InstanceFilter(), Token)).Items.Should().OnlyContain(run => run.Status == WorkflowStatus.Running);
    }

    [Fact]
    public async Task Overlap_CancelOld_CancelsTheRunBeforeAndStarts()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("job", EveryTenSeconds("CancelOld"), Await("never"));
        await AdvanceUntilAsync(async () => await CountAsync(engine) == 1, "the first run");

        await AdvanceUntilAsync(async () => await CountAsync(engine) == 2, "the second run");

        var runs = (await engine.Get<IInstanceStore>().ListAsync(new InstanceFilter { Descending = false }, Token)).Items;
        await engine.BecomesAsync(runs[0].Id, WorkflowSubStatus.Cancelled);
        runs[1].SubStatus.Should().NotBe(WorkflowSubStatus.Cancelled);
    }

    [Fact]
    public void LatenessOf_Jitter_IsTheSameForARunAndSpreadOverRuns()
    {
        ISchedule schedule = new CronTriggerPayload("0 * * * *", null) { Jitter = TimeSpan.FromMinutes(10) };
        var due = Enumerable.Range(0, 200).Select(hour => Clock.GetUtcNow().AddHours(hour)).ToList();

        var lateness = due.ConvertAll(moment => schedule.LatenessOf("trigger", moment));

        lateness.Should().OnlyContain(late => late >= TimeSpan.Zero && late <= TimeSpan.FromMinutes(10));
        lateness.Should().Equal(due.Select(moment => schedule.LatenessOf("trigger", moment)));
        lateness.Average(late => late.TotalMinutes).Should().BeInRange(4, 6);
        schedule.LatenessOf("another", due[0]).Should().NotBe(lateness[0]);
    }

    [Fact]
    public async Task Jitter_RunThatIsDue_StartsLaterByIt()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("job", """{ "type": "Elsa.Cron", "cronExpression": "20 0 12 * * *", "jitter": "00:00:10", "customProperties": { "canStartWorkflow": true } }""", Note("ran"));
        var trigger = (await engine.Get<ITriggerStore>().ListScheduledAsync(Token)).Single();
        var startsAt = trigger.NextRunAt!.Value + trigger.ReadSchedule()!.LatenessOf(trigger.Id, trigger.NextRunAt.Value);
        startsAt.Should().BeAfter(trigger.NextRunAt.Value);

        await AdvanceUntilAsync(async () => await CountAsync(engine) == 1, "the run");

        (await engine.Get<IInstanceStore>().ListAsync(new InstanceFilter(), Token)).Items.Single().CreatedAt.Should().BeOnOrAfter(startsAt);
    }

    [Theory]
    [InlineData("Timer", "interval", "00:01:00", "00:01:00", "not shorter than the interval")]
    [InlineData("Cron", "cronExpression", "0 2 * * *", "2.00:00:00", "not between zero and a day")]
    public async Task Publish_JitterThatCannotBe_IsRefusedWithTheReason(string type, string input, string value, string jitter, string reason)
    {
        var engine = await StartEngineAsync(background: false);

        var publish = () => engine.PublishAsync("job", $$"""{ "type": "Elsa.{{type}}", "{{input}}": "{{value}}", "jitter": "{{jitter}}", "customProperties": { "canStartWorkflow": true } }""");

        (await publish.Should().ThrowAsync<DefinitionException>()).Which.Message.Should().Contain(reason);
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-11-23T01:30:00Z")]
    [InlineData("America/New_York", "2026-11-23T07:30:00Z")]
    [InlineData("", "2026-11-23T02:30:00Z")]
    public async Task StartAt_TimeZone_IsWhereDateAndTimeAreMeant(string zone, string moment)
    {
        var engine = await StartEngineAsync(background: false);

        await engine.PublishAsync("once", $$"""{ "type": "Elsa.StartAt", "dateTime": "2026-11-23T02:30:00Z", "timeZone": "{{zone}}", "customProperties": { "canStartWorkflow": true } }""");

        (await engine.Get<ITriggerStore>().ListScheduledAsync(Token)).Single().NextRunAt.Should().Be(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task StartAt_MissedWithSkip_IsLeftOut()
    {
        var stopping = await StartEngineAsync();
        await stopping.PublishAsync("once", """{ "type": "Elsa.StartAt", "dateTime": "2026-11-22T13:00:00Z", "missedRuns": "Skip", "customProperties": { "canStartWorkflow": true } }""", Note("ran"));
        await stopping.StopAsync();
        Clock.Advance(TimeSpan.FromHours(2));

        var engine = await StartEngineAsync();

        await AdvanceUntilAsync(async () => (await engine.Get<ITriggerStore>().ListScheduledAsync(Token)).Count == 0, "it is over");
        (await CountAsync(engine)).Should().Be(0);
    }

    [Fact]
    public async Task PauseAsync_Schedule_StaysPausedOverANewVersionUntilItIsResumed()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("job", """{ "type": "Elsa.Timer", "id": "t", "interval": "00:00:05", "customProperties": { "canStartWorkflow": true } }""", Note("ran"));
        var schedules = engine.Get<IScheduleCatalog>();
        var id = (await schedules.ListAsync(1, Token)).Single().Id;

        (await schedules.PauseAsync(id, Token)).Should().BeTrue();
        await engine.PublishAsync("job", """{ "type": "Elsa.Timer", "id": "t", "interval": "00:00:10", "customProperties": { "canStartWorkflow": true } }""", Note("ran"));
        Clock.Advance(TimeSpan.FromMinutes(10));

        var paused = (await schedules.ListAsync(1, Token)).Single();
        paused.PausedAt.Should().NotBeNull();
        paused.NextRuns.Should().BeEmpty();
        (await CountAsync(engine)).Should().Be(0);

        (await schedules.ResumeAsync(paused.Id, Token)).Should().BeTrue();
        (await schedules.ListAsync(1, Token)).Single().NextRuns.Single().Should().BeAfter(Clock.GetUtcNow());
        await AdvanceUntilAsync(async () => await CountAsync(engine) == 1, "it runs again");
    }

    [Fact]
    public async Task RunNowAsync_Schedule_StartsARunThatIsListedAndMovesNothing()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("job", """{ "type": "Elsa.Cron", "cronExpression": "0 2 * * *", "customProperties": { "canStartWorkflow": true } }""", Note("ran"));
        var schedules = engine.Get<IScheduleCatalog>();
        var before = (await schedules.ListAsync(1, Token)).Single();
        before.LastRun.Should().BeNull();

        var instanceId = await schedules.RunNowAsync(before.Id, Token);

        await engine.BecomesAsync(instanceId!, WorkflowSubStatus.Finished);
        var after = (await schedules.ListAsync(1, Token)).Single();
        after.NextRuns.Should().Equal(before.NextRuns);
        after.LastRun!.WorkflowInstanceId.Should().Be(instanceId);
        after.LastRun.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        (await schedules.RunNowAsync("unknown", Token)).Should().BeNull();
    }

    private static string EveryTenSeconds(string overlap) =>
        $$"""{ "type": "Elsa.Timer", "interval": "00:00:10", "overlap": "{{overlap}}", "customProperties": { "canStartWorkflow": true } }""";

    private static async Task<int> CountAsync(EngineHost engine) => (await engine.Get<IInstanceStore>().ListAsync(new InstanceFilter(), Token)).TotalCount;

    // The schedule has seen as many of its moments go by.
    private async Task AdvancePastRunsAsync(EngineHost engine, int runs)
    {
        var until = (await engine.Get<ITriggerStore>().ListScheduledAsync(Token)).Single().NextRunAt + TimeSpan.FromSeconds(10 * runs);
        await AdvanceUntilAsync(async () => (await engine.Get<ITriggerStore>().ListScheduledAsync(Token)).Single().NextRunAt >= until, "its moments go by");
    }
}
