using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>What waits in a pause, and what does not.</summary>
public sealed class PauseTests : EngineTest
{
    [Fact]
    public async Task Pause_DispatchedStartAndDelay_WaitForItsEnd()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("w", Note("ran"));
        await engine.PublishAsync("delayed", Delay("00:00:01"), Note("delayed"));
        await engine.StartAsync("delayed", "delayed");
        var control = engine.Get<IRuntimeControl>();
        control.Begin("a reason", "somebody");
        control.Begin("another", "somebody else");
        control.Pause.Should().Be(new RuntimePause(Clock.GetUtcNow(), "a reason", "somebody"));

        await engine.Runtime.DispatchAsync(new StartWorkflowRequest { DefinitionId = "w", WorkflowInstanceId = "dispatched" }, Token);
        Clock.Advance(TimeSpan.FromMinutes(1));
        (await engine.StartAsync("w", "by hand")).SubStatus.Should().Be(WorkflowSubStatus.Finished);
        (await engine.SubStatusOfAsync("dispatched")).Should().Be(WorkflowSubStatus.Pending);
        (await engine.SubStatusOfAsync("delayed")).Should().Be(WorkflowSubStatus.Suspended);
        control.End();
        control.End();

        control.Pause.Should().BeNull();
        await engine.BecomesAsync("dispatched", WorkflowSubStatus.Finished);
        await AdvanceUntilAsync(async () => await engine.SubStatusOfAsync("delayed") == WorkflowSubStatus.Finished, "the delay ends");
    }

    [Fact]
    public async Task Pause_RunsOfASchedule_AreMissedAndMadeUpForAsItSays()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync(
            "w", """{ "type": "Elsa.Timer", "interval": "00:10:00", "missedRuns": "RunAll", "customProperties": { "canStartWorkflow": true } }""", Note("ran"));
        var control = engine.Get<IRuntimeControl>();
        control.Begin(null, null);

        Clock.Advance(TimeSpan.FromMinutes(35));
        Probe.Notes.Should().BeEmpty();
        control.End();

        await AdvanceUntilAsync(() => Task.FromResult(Probe.Notes.Count >= 3), "what was missed is made up for");
        Probe.Notes.Should().HaveCount(3);
    }
}
