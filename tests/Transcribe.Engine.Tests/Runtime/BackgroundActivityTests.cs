using Transcribe.Engine.Authoring;
using Transcribe.Engine.Tests.Support;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>Jobs, and tasks that are to run in the background.</summary>
public sealed class BackgroundActivityTests : EngineTest
{
    private const string Hold = """{ "type": "Test.Hold", "id": "hold", "gate": "gate", "customProperties": { "runAsynchronously": true } }""";

    [Fact]
    public async Task Task_ToRunAsynchronously_LetsTheCallerGoOn()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("w", Hold, Documents.Note("after"));

        var run = await engine.StartAsync("w", "run");
        run.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        await Probe.ReachedAsync("gate");
        Probe.Open("gate");

        await engine.BecomesAsync("run", WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("after");
        (await engine.Reader.ReadAsync("run", Token))!.Journal.Where(entry => entry.ActivityId == "hold").OrderBy(entry => entry.Sequence).Select(entry => entry.EventName)
            .Should().Equal("Started", "Suspended", "Resumed", "Completed");
    }

    [Fact]
    public async Task Job_Always_RunsInTheBackground()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("w", """{ "type": "Test.Chore" }""");

        (await engine.StartAsync("w", "run")).SubStatus.Should().Be(WorkflowSubStatus.Suspended);

        await engine.BecomesAsync("run", WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("chore");
    }

    [Fact]
    public async Task Crash_InTheMiddle_RepeatsItUnderTheSameId()
    {
        var crashing = await StartEngineAsync();
        await crashing.PublishAsync("w", Hold);
        await crashing.StartAsync("w", "run");
        await Probe.ReachedAsync("gate");
        crashing.Abandon();

        var engine = await StartEngineAsync();
        Probe.Open("gate");

        await engine.BecomesAsync("run", WorkflowSubStatus.Finished);
        Probe.Executions.Select(execution => execution.ExecutionId).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Job_WhereNothingIsKept_RunsInTheBurst()
    {
        var run = new TestRun();

        var result = await run.Service<IWorkflowRunner>().RunAsync(new Quiet(), cancellationToken: Token);

        result.WorkflowState.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Activity("Test", "Test", Kind = ActivityKind.Job)]
    private sealed class Quiet() : CodeActivity(source: null, line: null);
}

/// <summary>Work in the background.</summary>
[Activity("Test", "Test", Kind = ActivityKind.Job)]
public sealed class Chore() : CodeActivity(source: null, line: null)
{
    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context) => context.GetRequiredService<Probe>().Notes.Enqueue("chore");
}
