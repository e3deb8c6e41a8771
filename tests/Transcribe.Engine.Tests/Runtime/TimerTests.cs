using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

public sealed class TimerTests : EngineTest
{
    [Theory]
    [Trait("Scenario", "52 Timers over restarts")]
    [InlineData(30)]
    [InlineData(60)]
    public async Task Delay_OfManyDays_EndsWhenItIsDueAndNotBefore(int days)
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("patient", Delay($"{days}.00:00:00"), Note("done"));
        await engine.StartAsync("patient", "one");

        Clock.Advance(TimeSpan.FromDays(days) - TimeSpan.FromSeconds(1));
        (await engine.SubStatusOfAsync("one")).Should().Be(WorkflowSubStatus.Suspended);

        await AdvanceUntilAsync(async () => await engine.SubStatusOfAsync("one") == WorkflowSubStatus.Finished, "the delay ends");
        Probe.Notes.Should().Equal("done");
    }

    [Fact]
    public async Task Delay_DueWhileTheAlarmIsBeingSet_EndsAtOnce()
    {
        var delay = TimeSpan.FromSeconds(7);
        var engine = await StartEngineAsync();
        await engine.PublishAsync("patient", Delay($"{delay}"), Note("done"));
        Clock.Setting = dueTime =>
        {
            if (dueTime != delay)
                return;

            Clock.Setting = null;
            Clock.Advance(delay);
        };

        await engine.StartAsync("patient", "one");

        await engine.BecomesAsync("one", WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Delay_DueWhileTheServerWasDown_EndsAtTheNextStart()
    {
        var stopping = await StartEngineAsync();
        await stopping.PublishAsync("patient", Delay("1.00:00:00"), Note("done"));
        await stopping.StartAsync("patient", "one");
        await stopping.StopAsync();

        Clock.Advance(TimeSpan.FromDays(2));
        var engine = await StartEngineAsync();

        await engine.BecomesAsync("one", WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Delay_ClockSetBackAndForward_EndsOnce()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("patient", Delay("01:00:00"), Note("done"));
        await engine.StartAsync("patient", "one");

        Clock.AdjustTime(Clock.GetUtcNow() - TimeSpan.FromDays(1));
        Clock.Advance(TimeSpan.FromHours(2));
        (await engine.SubStatusOfAsync("one")).Should().Be(WorkflowSubStatus.Suspended);

        Clock.AdjustTime(Clock.GetUtcNow() + TimeSpan.FromDays(3));
        await AdvanceUntilAsync(async () => await engine.SubStatusOfAsync("one") == WorkflowSubStatus.Finished, "the delay ends");
        Probe.Notes.Should().Equal("done");
    }

    [Fact]
    public async Task Delay_CancelledBeforeItIsDue_NeverResumes()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("patient", Delay("00:01:00"), Note("done"));
        await engine.StartAsync("patient", "cancelled");
        await engine.StartAsync("patient", "other");
        await engine.Runtime.CancelAsync("cancelled", Token);

        Clock.Advance(TimeSpan.FromMinutes(1));
        await AdvanceUntilAsync(async () => await engine.SubStatusOfAsync("other") == WorkflowSubStatus.Finished, "the other delay ends");

        (await engine.SubStatusOfAsync("cancelled")).Should().Be(WorkflowSubStatus.Cancelled);
        Probe.Notes.Should().Equal("done");
    }

    [Fact]
    public async Task Delay_TenThousandAtOnce_CostNoThreadAndNoTimerEach()
    {
        const int Count = 10_000;
        const int Few = 100;
        var quiet = await StartEngineAsync(background: false);
        await quiet.PublishAsync("patient", Delay("01:00:00"));
        await quiet.StartAsync("patient", "waiting");
        await quiet.MultiplyAsync("waiting", Count - 1);
        await quiet.StopAsync();

        var engine = await StartEngineAsync();

        (await engine.Get<IInstanceStore>().ListAsync(new InstanceFilter { SubStatuses = [WorkflowSubStatus.Suspended], Take = 1 }, Token)).TotalCount.Should().Be(Count);
        await Eventually.HoldsAsync(() => Clock.Timers < Few, "they all wait by a few timers");
        System.Diagnostics.Process.GetCurrentProcess().Threads.Count.Should().BeLessThan(Few);
        engine.Get<InstanceLocks>().Count.Should().Be(0);
    }

    [Fact]
    public async Task Delay_ManyAtOnce_AllEndOnce()
    {
        const int Count = 500;
        var engine = await StartEngineAsync();
        await engine.PublishAsync("patient", Delay("01:00:00"), Note("done"));
        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = Token }, async (_, _) => await engine.StartAsync("patient"));

        Clock.Advance(TimeSpan.FromHours(1));
        await AdvanceUntilAsync(
            async () => (await engine.Get<IInstanceStore>().ListAsync(new InstanceFilter { SubStatuses = [WorkflowSubStatus.Finished], Take = 1 }, Token)).TotalCount == Count,
            "all delays end");

        Probe.Notes.Should().HaveCount(Count);
        await Eventually.HoldsAsync(() => engine.Get<InstanceLocks>().Count == 0, "no lock is left behind");
    }

    [Fact]
    public void DueQueue_BehindItsHorizon_LeavesItToTheDatabase()
    {
        var now = Clock.GetUtcNow();
        var queue = new DueQueue();
        queue.AddPage([], now.AddMinutes(10));

        queue.Add(new DueBookmark("far", "i", now.AddMinutes(11)));
        queue.Add(new DueBookmark("late", "i", now.AddMinutes(5)));
        queue.Add(new DueBookmark("early", "i", now.AddMinutes(1)));

        queue.Count.Should().Be(2);
        queue.Next.Should().Be(now.AddMinutes(1));
        queue.TryTakeDue(now, out _).Should().BeFalse();
        queue.TryTakeDue(now.AddMinutes(1), out var due).Should().BeTrue();
        due.Id.Should().Be("early");
    }
}
