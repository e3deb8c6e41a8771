using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Runtime;
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

    [Fact]
    public async Task Commit_OfABurst_IsToldWithWhereItWaits()
    {
        var engine = await StartEngineAsync(background: false, services: services => services.AddNotificationHandler<StoreListener>());
        await engine.PublishAsync("w", Await("key"));

        await engine.StartAsync("w", "one");
        await SendAsync(engine, "key");

        Probe.Notes.Where(note => !note.StartsWith("key", StringComparison.Ordinal)).Should().Equal(
            "saved one Suspended", "waits one Test.Await", "indexed +1 -0", "completed Await1", "completed root", "completed Workflow1", "saved one Finished", "indexed +0 -1");
    }

    [Fact]
    public async Task Definition_FromDraftToDeletion_IsTold()
    {
        var engine = await StartEngineAsync(background: false, services: services => services.AddNotificationHandler<DefinitionListener>());

        await engine.PublishAsync("w", Await("key", canStart: true));
        await engine.PublishAsync("w", Await("other", canStart: true));
        await engine.Catalog.RetractAsync("w", Token);
        await engine.Catalog.DeleteAsync("w", Token);

        Probe.Notes.Should().Equal(
            "publishing w 1", "published w 1", "triggers +1 -0 =0", "publishing w 2", "published w 2", "triggers +1 -1 =0", "retracted w", "triggers +0 -1 =0", "deleted w");
    }

    [Fact]
    public async Task Definition_ThatAHandlerRefuses_IsNotPublished()
    {
        var engine = await StartEngineAsync(background: false, services: services => services.AddNotificationHandler<Refusing>());

        var publishing = () => engine.PublishAsync("w", Note("x"));

        await publishing.Should().ThrowAsync<InvalidOperationException>().WithMessage("Not on a Friday.");
        engine.Catalog.IsPublished("w").Should().BeFalse();
    }

    [Fact]
    public async Task Dispatch_IsToldBeforeAndAfter()
    {
        var engine = await StartEngineAsync(background: false, services: services => services.AddNotificationHandler<DispatchListener>());
        var version = await engine.PublishAsync("w", Note("x"));
        var dispatcher = engine.Get<IWorkflowDispatcher>();

        var instanceId = (await dispatcher.DispatchAsync(new DispatchWorkflowDefinitionRequest(version.Id), cancellationToken: Token)).WorkflowInstanceIds.Single();
        await dispatcher.DispatchAsync(new DispatchWorkflowInstanceRequest(instanceId), cancellationToken: Token);

        Probe.Notes.Should().Equal("dispatching w", $"dispatched {instanceId}", "sending on", "sent on");
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

    private sealed class StoreListener(Probe probe)
        : INotificationHandler<WorkflowInstanceSaved>, INotificationHandler<BookmarkSaved>, INotificationHandler<WorkflowBookmarksIndexed>,
            INotificationHandler<Transcribe.Engine.Authoring.Notifications.ActivityCompleted>
    {
        public Task HandleAsync(WorkflowInstanceSaved notification, CancellationToken cancellationToken) =>
            probe.Tell($"saved {notification.WorkflowState.Id} {notification.WorkflowState.SubStatus}");

        public Task HandleAsync(BookmarkSaved notification, CancellationToken cancellationToken) =>
            probe.Tell($"waits {notification.WorkflowInstanceId} {notification.Bookmark.Name}");

        public Task HandleAsync(WorkflowBookmarksIndexed notification, CancellationToken cancellationToken) =>
            probe.Tell($"indexed +{notification.AddedBookmarks.Count} -{notification.RemovedBookmarkIds.Count}");

        public Task HandleAsync(Transcribe.Engine.Authoring.Notifications.ActivityCompleted notification, CancellationToken cancellationToken) =>
            probe.Tell($"completed {notification.ActivityExecutionContext.Activity.Id}");
    }

    private sealed class DefinitionListener(Probe probe)
        : INotificationHandler<WorkflowDefinitionPublishing>, INotificationHandler<WorkflowDefinitionPublished>, INotificationHandler<WorkflowDefinitionRetracted>,
            INotificationHandler<WorkflowDefinitionDeleted>, INotificationHandler<WorkflowTriggersIndexed>
    {
        public Task HandleAsync(WorkflowDefinitionPublishing notification, CancellationToken cancellationToken) =>
            probe.Tell($"publishing {notification.WorkflowDefinition.DefinitionId} {notification.WorkflowDefinition.Version}");

        public Task HandleAsync(WorkflowDefinitionPublished notification, CancellationToken cancellationToken) =>
            probe.Tell($"published {notification.WorkflowDefinition.DefinitionId} {notification.WorkflowDefinition.Version}");

        public Task HandleAsync(WorkflowDefinitionRetracted notification, CancellationToken cancellationToken) => probe.Tell($"retracted {notification.DefinitionId}");

        public Task HandleAsync(WorkflowDefinitionDeleted notification, CancellationToken cancellationToken) => probe.Tell($"deleted {notification.DefinitionId}");

        public Task HandleAsync(WorkflowTriggersIndexed notification, CancellationToken cancellationToken) =>
            probe.Tell($"triggers +{notification.AddedTriggers.Count} -{notification.RemovedTriggers.Count} ={notification.UnchangedTriggers.Count}");
    }

    private sealed class Refusing : INotificationHandler<WorkflowDefinitionPublishing>
    {
        public Task HandleAsync(WorkflowDefinitionPublishing notification, CancellationToken cancellationToken) => throw new InvalidOperationException("Not on a Friday.");
    }

    private sealed class DispatchListener(Probe probe)
        : INotificationHandler<WorkflowDefinitionDispatching>, INotificationHandler<WorkflowDefinitionDispatched>,
            INotificationHandler<WorkflowInstanceDispatching>, INotificationHandler<WorkflowInstanceDispatched>
    {
        public Task HandleAsync(WorkflowDefinitionDispatching notification, CancellationToken cancellationToken) => probe.Tell("dispatching w");

        public Task HandleAsync(WorkflowDefinitionDispatched notification, CancellationToken cancellationToken) => probe.Tell($"dispatched {notification.Response.WorkflowInstanceIds.Single()}");

        public Task HandleAsync(WorkflowInstanceDispatching notification, CancellationToken cancellationToken) => probe.Tell("sending on");

        public Task HandleAsync(WorkflowInstanceDispatched notification, CancellationToken cancellationToken) => probe.Tell("sent on");
    }
}
