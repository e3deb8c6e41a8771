using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Tests.Runtime;
using Transcribe.Engine.Tests.Support;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Authoring;

/// <summary>Runs that begin or go on with an activity by its handle.</summary>
public sealed class ActivityHandleTests : EngineTest
{
    private static readonly string[] Nested =
    [
        Note("before"),
        """
        { "type": "Elsa.Sequence", "id": "inner", "variables": [{ "id": "v", "name": "V", "typeName": "String", "value": "declared" }],
          "activities": [
            { "type": "Test.Note", "id": "middle", "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "variables.V" } } },
            { "type": "Test.Note", "id": "last", "text": "last" }] }
        """,
    ];

    private readonly TestRun _run = new();

    [Theory]
    [InlineData("middle", null)]
    [InlineData(null, "Workflow1:root:inner:middle")]
    public async Task CreateAndRun_WithAnActivity_RunsItAloneWithTheVariablesAroundIt(string? id, string? nodeId)
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("w", Nested);
        var client = await engine.Runtime.CreateClientAsync(Token);

        var run = await client.CreateAndRunInstanceAsync(
            new CreateAndRunWorkflowInstanceRequest
            {
                WorkflowDefinitionHandle = WorkflowDefinitionHandle.ByDefinitionId("w"), ActivityHandle = new ActivityHandle { ActivityId = id, ActivityNodeId = nodeId },
            },
            Token);

        run.SubStatus.Should().Be(WorkflowSubStatus.Finished, "nothing comes after it");
        Probe.Notes.Should().Equal("declared");
    }

    [Fact]
    public async Task RunInstance_WithAnActivity_RunsItBesideWhatTheInstanceWaitsFor()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("w", Await("key"), Note("after"), """{ "type": "Test.Note", "id": "aside", "text": "aside" }""");
        await engine.StartAsync("w", "one");
        var client = await engine.Runtime.CreateClientAsync("one", Token);

        var run = await client.RunInstanceAsync(new RunWorkflowInstanceRequest { ActivityHandle = ActivityHandle.FromActivityId("aside") }, Token);

        run.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        Probe.Notes.Should().Equal("aside");
        await SendAsync(engine, "key");
        Probe.Notes.Should().Equal("aside", "key:0", "after", "aside");
    }

    [Fact]
    public async Task RunInstance_WithAnExecution_RunsItAgainInItsPlaceUnderItsId()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("w", Await("key"), Note("after"));
        var waiting = (await engine.StartAsync("w", "one")).State.Bookmarks.Single();
        var client = await engine.Runtime.CreateClientAsync("one", Token);

        var run = await client.RunInstanceAsync(new RunWorkflowInstanceRequest { ActivityHandle = ActivityHandle.FromActivityInstanceId(waiting.ActivityInstanceId) }, Token);

        run.Bookmarks.Should().ContainSingle("it waits anew").Which.ActivityInstanceId.Should().Be(waiting.ActivityInstanceId);
        run.Bookmarks.Single().Id.Should().NotBe(waiting.Id);
        await SendAsync(engine, "key");
        Probe.Notes.Should().Equal("key:0", "after");
    }

    [Fact]
    public async Task Dispatch_WithAnActivity_IsDurableAndRunsInTheBackground()
    {
        var quiet = await StartEngineAsync(background: false);
        await quiet.PublishAsync("w", Await("key"), """{ "type": "Test.Note", "id": "aside", "text": "aside" }""");
        await quiet.StartAsync("w", "one");
        await quiet.Get<IWorkflowDispatcher>().DispatchAsync(
            new DispatchWorkflowInstanceRequest("one") { ActivityHandle = ActivityHandle.FromActivityId("aside") }, cancellationToken: Token);
        quiet.Abandon();

        var engine = await StartEngineAsync();

        await engine.BecomesAsync("one", WorkflowSubStatus.Suspended);
        Probe.Notes.Should().Equal("aside");
    }

    [Fact]
    public async Task RunInstance_WithAnActivityThatIsNotThere_SaysSo()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("w", Await("key"));
        await engine.StartAsync("w", "one");
        var client = await engine.Runtime.CreateClientAsync("one", Token);

        var running = () => client.RunInstanceAsync(new RunWorkflowInstanceRequest { ActivityHandle = ActivityHandle.FromActivityId("nobody") }, Token);

        (await running.Should().ThrowAsync<ActivityNotFoundException>()).WithMessage("*'one'*'nobody'*");
        (await engine.SubStatusOfAsync("one")).Should().Be(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task Dispatch_OfANewInstanceWithAnActivity_IsRefused()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("w", Note("x"));

        var dispatching = () => engine.Runtime.DispatchAsync(new StartWorkflowRequest { DefinitionId = "w", ActivityHandle = ActivityHandle.FromActivityId("Note1") }, Token);

        await dispatching.Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task Runner_WithAnActivityThatWaits_GoesOnThroughAContainerOfItsOwn()
    {
        _run.Options.KeepsJournal.Should().BeTrue();
        var inner = new Sequence { Activities = [new Blocking { Id = "wait" }, new WriteLine("never") { Id = "never" }] };
        await StartAtAsync(new Sequence { Activities = [new WriteLine("first"), inner] }, "wait");

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        await _run.ResumeAsync("wait");

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        _run.Lines.Should().BeEmpty("neither what comes before nor what comes after it runs");
    }

    private Task StartAtAsync(IActivity root, string activityId)
    {
        _run.UseGraph(_run.Materializer.Materialize(root));
        return _run.RunAsync(new BurstRequest { ActivityHandle = ActivityHandle.FromActivityId(activityId) });
    }
}
