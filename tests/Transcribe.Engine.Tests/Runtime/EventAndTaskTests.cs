using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Tests.Support;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

public sealed class EventAndTaskTests : EngineTest
{
    [Fact]
    [Trait("Scenario", "44 PublishEvent")]
    public async Task PublishEvent_Global_StartsConsumersAndResumesThoseThatWait()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("starts", Event("Order", canStart: true), Payload("started"));
        await engine.PublishAsync("waits", Event("Order"), Payload("resumed"));
        await engine.PublishAsync("source", Publish("Order"), Note("published"));
        await engine.StartAsync("waits", "w");

        await engine.StartAsync("source");

        await engine.BecomesAsync("w", WorkflowSubStatus.Finished);
        await Eventually.HoldsAsync(() => Probe.Notes.Count == 3, "all receivers ran");
        Probe.Notes.Should().BeEquivalentTo("published", "started 7", "resumed 7");
    }

    [Fact]
    [Trait("Scenario", "44 PublishEvent")]
    public async Task PublishEvent_Local_ReachesOnlyItsOwnInstance()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("waits", Event("Order"), Payload("other"));
        await engine.PublishAsync("source", Publish("Order", """, "isLocalEvent": true"""), Event("Order"), Payload("own"));
        await engine.StartAsync("waits", "w");

        await engine.StartAsync("source", "s");

        await engine.BecomesAsync("s", WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("own 7");
        (await engine.SubStatusOfAsync("w")).Should().Be(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task PublishAsync_CorrelationId_ReachesOnlyInstancesThatHaveIt()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("waits", """{ "type": "Elsa.Correlate", "correlationId": { "expression": { "type": "JavaScript", "value": "getWorkflowInstanceId()" } } }""", Event("Order"));
        await engine.StartAsync("waits", "one");
        await engine.StartAsync("waits", "two");

        await engine.Get<IEventPublisher>().PublishAsync("Order", correlationId: "two", cancellationToken: Token);

        (await engine.SubStatusOfAsync("one")).Should().Be(WorkflowSubStatus.Suspended);
        (await engine.SubStatusOfAsync("two")).Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task RunTask_Reported_ResumesWithTheResult()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("asks", """{ "type": "Elsa.RunTask", "id": "task", "taskName": "Approve" }""", """{ "type": "Test.Note", "text": { "expression": { "type": "JavaScript", "value": "getOutputFrom('task').approved" } } }""");
        var run = await engine.StartAsync("asks", "a");
        var taskId = run.State.Bookmarks.Single().ActivityInstanceId;

        await engine.Get<ITaskReporter>().ReportCompletionAsync("another", cancellationToken: Token);
        (await engine.SubStatusOfAsync("a")).Should().Be(WorkflowSubStatus.Suspended);
        await engine.Get<ITaskReporter>().ReportCompletionAsync(taskId, new Dictionary<string, object> { ["approved"] = true }, Token);

        (await engine.SubStatusOfAsync("a")).Should().Be(WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("True");
    }

    [Fact]
    public async Task RunTask_CrashAfterTheHandOver_AsksAgainForTheSameTask()
    {
        var dispatcher = new Recorder();
        var run = new TestRun(services => services.AddSingleton<ITaskDispatcher>(dispatcher));
        dispatcher.Throws = true;
        run.FailCommit = commit => dispatcher.Tasks.IsEmpty ? null : new IOException("crash");
        var graph = run.Materializer.Materialize(new Transcribe.Engine.Activities.RunTask { TaskName = new("Approve"), Payload = new(new Dictionary<string, object> { ["order"] = 7 }) });
        await FluentActions.Awaiting(() => run.StartAsync(graph)).Should().ThrowAsync<Exception>();

        run.FailCommit = null;
        dispatcher.Throws = false;
        await run.RunAsync(new BurstRequest { IsRecovery = true });

        dispatcher.Tasks.Should().HaveCount(2);
        dispatcher.Tasks.Distinct().Should().ContainSingle().Which.Name.Should().Be("Approve");
        run.State.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        run.State.Bookmarks.Should().ContainSingle();
    }

    private static string Event(string name, bool canStart = false) =>
        $$"""{ "type": "Elsa.Event", "id": "event", "eventName": "{{name}}", "customProperties": { "canStartWorkflow": {{(canStart ? "true" : "false")}} } }""";

    private static string Publish(string name, string more = "") =>
        $$"""{ "type": "Elsa.PublishEvent", "eventName": "{{name}}", "payload": { "expression": { "type": "JavaScript", "value": "({ number: 7 })" } } {{more}} }""";

    private static string Payload(string text) =>
        $$"""{ "type": "Test.Note", "text": { "expression": { "type": "JavaScript", "value": "'{{text}} ' + getOutputFrom('event').number" } } }""";

    private sealed class Recorder : ITaskDispatcher
    {
        public ConcurrentQueue<(string Id, string Name)> Tasks { get; } = new();

        public bool Throws { get; set; }

        public Task DispatchAsync(RunTaskRequest request, CancellationToken cancellationToken = default)
        {
            Tasks.Enqueue((request.TaskId, request.TaskName));
            return Throws ? Task.FromException(new IOException("crash")) : Task.CompletedTask;
        }
    }
}
