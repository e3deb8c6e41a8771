using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Tests.Runtime;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Execution;

/// <summary>What hosts are told of runs, by upstream's notifications.</summary>
public sealed class NotificationTests : EngineTest
{
    [Fact]
    public async Task Run_FromStartToEnd_IsToldInOrder()
    {
        var engine = await StartEngineAsync(background: false, services: services => services.AddNotificationHandler<Listener>());
        await engine.PublishAsync("w", Await("key"));

        await engine.StartAsync("w", "one");
        await SendAsync(engine, "key", 7);

        Probe.Notes.Should().Equal(
            "started", "executing Pending", "activity Workflow1", "activity root", "activity Await1", "executed", "committed Suspended",
            "executing Running", "activity Await1", "key:7", "executed", "committed Finished", "finished Finished");
    }

    [Fact]
    public async Task Run_ThatIsCancelled_IsToldToHaveFinished()
    {
        var engine = await StartEngineAsync(background: false, services: services => services.AddNotificationHandler<Listener>());
        await engine.PublishAsync("w", Await("key"));
        await engine.StartAsync("w", "one");

        await engine.Runtime.CancelAsync("one", Token);

        Probe.Notes.TakeLast(2).Should().Equal("committed Cancelled", "finished Cancelled");
    }

    [Fact]
    public async Task Task_ForSomebodyOutside_IsTold()
    {
        var engine = await StartEngineAsync(background: false, services: services => services.AddNotificationHandler<TaskListener>());
        await engine.PublishAsync("w", """{ "type": "Elsa.RunTask", "taskName": "Review" }""");

        (await engine.StartAsync("w", "one")).SubStatus.Should().Be(WorkflowSubStatus.Suspended);

        Probe.Notes.Should().Equal("task Review");
    }

    [Fact]
    public async Task Handler_ThatFailsAfterTheCommit_HarmsNobody()
    {
        var engine = await StartEngineAsync(background: false, services: services => services.AddNotificationHandler<FailingListener>());
        await engine.PublishAsync("w", Note("done"));

        (await engine.StartAsync("w", "one")).SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Sender_WithANotificationOfTheHost_TellsItsHandlers()
    {
        var engine = await StartEngineAsync(background: false, services: services => services.AddNotificationHandler<OrderListener>());

        await engine.Get<INotificationSender>().SendAsync(new OrderPlaced(7), Token);

        Probe.Notes.Should().Equal("order 7");
    }

    private sealed class Listener(Probe probe)
        : INotificationHandler<WorkflowStarted>, INotificationHandler<WorkflowExecuting>, INotificationHandler<WorkflowExecuted>, INotificationHandler<ActivityExecuting>,
            INotificationHandler<WorkflowStateCommitted>, INotificationHandler<WorkflowFinished>
    {
        public Task HandleAsync(WorkflowStarted notification, CancellationToken cancellationToken) => Tell("started");

        public Task HandleAsync(WorkflowExecuting notification, CancellationToken cancellationToken) =>
            Tell($"executing {notification.WorkflowExecutionContext.ActivityExecutionContexts.First().Status}");

        public Task HandleAsync(WorkflowExecuted notification, CancellationToken cancellationToken) => Tell("executed");

        public Task HandleAsync(ActivityExecuting notification, CancellationToken cancellationToken) => Tell($"activity {notification.ActivityExecutionContext.Activity.Id}");

        public Task HandleAsync(WorkflowStateCommitted notification, CancellationToken cancellationToken) => Tell($"committed {notification.WorkflowExecutionContext.SubStatus}");

        public Task HandleAsync(WorkflowFinished notification, CancellationToken cancellationToken) => Tell($"finished {notification.WorkflowExecutionContext.SubStatus}");

        private Task Tell(string note)
        {
            probe.Notes.Enqueue(note);
            return Task.CompletedTask;
        }
    }

    private sealed class TaskListener(Probe probe) : INotificationHandler<RunTaskRequest>
    {
        public Task HandleAsync(RunTaskRequest notification, CancellationToken cancellationToken)
        {
            probe.Notes.Enqueue($"task {notification.TaskName}");
            return Task.CompletedTask;
        }
    }

    private sealed class FailingListener : INotificationHandler<WorkflowFinished>
    {
        public Task HandleAsync(WorkflowFinished notification, CancellationToken cancellationToken) => throw new InvalidOperationException("It broke.");
    }

    private sealed record OrderPlaced(int Number) : INotification;

    private sealed class OrderListener(Probe probe) : INotificationHandler<OrderPlaced>
    {
        public Task HandleAsync(OrderPlaced notification, CancellationToken cancellationToken)
        {
            probe.Notes.Enqueue($"order {notification.Number}");
            return Task.CompletedTask;
        }
    }
}
