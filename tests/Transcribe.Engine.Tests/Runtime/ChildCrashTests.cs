using Transcribe.Engine.Authoring;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>A crash in the middle of a burst that has started children.</summary>
public sealed class ChildCrashTests : EngineTest
{
    private const string Bulk = """{ "type": "Elsa.BulkDispatchWorkflows", "workflowDefinitionId": "child", "items": { "expression": { "type": "JavaScript", "value": "[1, 2, 3]" } } }""";
    private const string Dispatch = """{ "type": "Elsa.DispatchWorkflow", "workflowDefinitionId": "child", "waitForCompletion": true }""";
    private const string Execute = """{ "type": "Elsa.ExecuteWorkflow", "workflowDefinitionId": "child" }""";

    [Theory]
    [InlineData(Bulk, 3)]
    [InlineData(Dispatch, 1)]
    [InlineData(Execute, 1)]
    public async Task Crash_AfterTheChildrenWereStarted_StartsNoneTwiceAndTheParentEnds(string activity, int count)
    {
        var crashing = await StartEngineAsync(background: false);
        await crashing.PublishAsync("child", Note("child"));
        await crashing.Catalog.SaveAsync(
            $$"""{ "definitionId": "parent", "root": { "type": "Elsa.Parallel", "activities": [ {{activity}}, { "type": "Test.Pause", "gate": "gate" } ] } }""", publish: true, cancellationToken: Token);
        _ = crashing.StartAsync("parent", "p");
        await Probe.ReachedAsync("gate");
        crashing.Abandon();

        // What was not committed before the pause runs again, beside the burst that the crash cut off; only one of the two can commit.
        var engine = await StartEngineAsync();
        await Eventually.HoldsAsync(() => Probe.Executions.Count == 2, "the burst is repeated");
        Probe.Open("gate");

        // The burst that was cut off lives on in this test's process and may be the one that commits. No process hears of another's commits,
        // as none survives a crash: a start hands over what waits.
        await Eventually.HoldsAsync(
            async () => await engine.Get<IInstanceStore>().FindAsync("p", Token) is { SubStatus: WorkflowSubStatus.Suspended or WorkflowSubStatus.Finished },
            "one of the two bursts commits");
        await engine.StopAsync();
        var last = await StartEngineAsync();

        await last.BecomesAsync("p", WorkflowSubStatus.Finished);
        await Eventually.HoldsAsync(() => Probe.Notes.Count >= count, "all children end");
        (await last.Get<IInstanceStore>().ListAsync(new InstanceFilter { ParentWorkflowInstanceId = "p" }, Token)).TotalCount.Should().Be(count);
    }
}
