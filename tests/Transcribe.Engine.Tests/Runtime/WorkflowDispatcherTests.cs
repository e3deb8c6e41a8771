using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>Work that is handed to the background: durable at once, done later.</summary>
public sealed class WorkflowDispatcherTests : EngineTest
{
    [Fact]
    public async Task Dispatch_ADefinition_RunsItWithItsVariables()
    {
        var engine = await StartEngineAsync();
        var row = await engine.Catalog.SaveAsync(
            """
            { "definitionId": "greet", "variables": [ { "id": "v", "name": "Name", "typeName": "String" } ],
              "root": { "type": "Test.Note", "text": { "expression": { "type": "JavaScript", "value": "getVariable('Name')" } } } }
            """,
            publish: true,
            cancellationToken: Token);

        var response = await engine.Get<IWorkflowDispatcher>().DispatchAsync(
            new DispatchWorkflowDefinitionRequest(row.Id) { InstanceId = "one", Variables = new Dictionary<string, object> { ["Name"] = "Ann" } }, cancellationToken: Token);

        response.WorkflowInstanceIds.Should().Equal("one");
        await engine.BecomesAsync("one", WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("Ann");
    }

    [Fact]
    public async Task Dispatch_ABookmark_ResumesThatOneOnly()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("waits", Await("key"));
        await engine.StartAsync("waits", "one");
        var bookmark = (await engine.StartAsync("waits", "two")).State.Bookmarks.Single();

        await engine.Get<IWorkflowDispatcher>().DispatchAsync(
            new DispatchWorkflowInstanceRequest("two") { BookmarkId = bookmark.Id, Input = new Dictionary<string, object> { ["number"] = 7 } }, cancellationToken: Token);

        await engine.BecomesAsync("two", WorkflowSubStatus.Finished);
        (await engine.SubStatusOfAsync("one")).Should().Be(WorkflowSubStatus.Suspended);
        Probe.Notes.Should().Equal("key:7");
    }

    [Fact]
    public async Task Dispatch_ABookmark_SurvivesACrash()
    {
        var crashing = await StartEngineAsync(background: false);
        await crashing.PublishAsync("waits", Await("key"));
        var bookmark = (await crashing.StartAsync("waits", "one")).State.Bookmarks.Single();
        await crashing.Get<IWorkflowDispatcher>().DispatchAsync(new DispatchWorkflowInstanceRequest("one") { BookmarkId = bookmark.Id }, cancellationToken: Token);
        crashing.Abandon();

        var engine = await StartEngineAsync();

        await engine.BecomesAsync("one", WorkflowSubStatus.Finished);
        (await engine.Get<IStimulusStore>().ListAssignedAsync(Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task Dispatch_ACreatedInstance_RunsIt()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("notes", Note("ran"));
        var client = await engine.Runtime.CreateClientAsync("one", Token);
        await client.CreateInstanceAsync(new CreateWorkflowInstanceRequest { WorkflowDefinitionHandle = WorkflowDefinitionHandle.ByDefinitionId("notes") }, Token);

        await engine.Get<IWorkflowDispatcher>().DispatchAsync(new DispatchWorkflowInstanceRequest("one"), cancellationToken: Token);

        await engine.BecomesAsync("one", WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("ran");
    }

    [Fact]
    public async Task Dispatch_ATrigger_StartsAndResumes()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("starts", Await("key", canStart: true));
        await engine.PublishAsync("waits", Await("key"));
        await engine.StartAsync("waits", "one");

        var response = await engine.Get<IWorkflowDispatcher>().DispatchAsync(new DispatchTriggerWorkflowsRequest("Test.Await", "key") { CorrelationId = null }, cancellationToken: Token);

        await engine.BecomesAsync(response.WorkflowInstanceIds.Single(), WorkflowSubStatus.Finished);
        await engine.BecomesAsync("one", WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Dispatch_AResume_StartsNothing()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("starts", Await("key", canStart: true));
        await engine.PublishAsync("waits", Await("key"));
        await engine.StartAsync("waits", "one");

        await engine.Get<IWorkflowDispatcher>().DispatchAsync(new DispatchResumeWorkflowsRequest("Test.Await", "key"), cancellationToken: Token);

        await engine.BecomesAsync("one", WorkflowSubStatus.Finished);
        (await engine.Get<IInstanceStore>().ListAsync(new InstanceFilter(), Token)).Items.Should().ContainSingle();
    }

    [Fact]
    public async Task Enqueue_BeforeTheBookmark_ReachesItWhenItComes()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("waits", Await("key"));
        await engine.Get<IBookmarkQueue>().EnqueueAsync(
            new NewBookmarkQueueItem { StimulusHash = StimulusHasher.Hash("Test.Await", "key"), WorkflowInstanceId = "one", Options = new() { Input = new Dictionary<string, object> { ["number"] = 7 } } }, Token);

        await engine.StartAsync("waits", "other");
        await engine.StartAsync("waits", "one");

        await engine.BecomesAsync("one", WorkflowSubStatus.Finished);
        (await engine.SubStatusOfAsync("other")).Should().Be(WorkflowSubStatus.Suspended);
        Probe.Notes.Should().Equal("key:7");
    }

    [Fact]
    public async Task Enqueue_ForABookmarkThatIsGone_ReachesNobody()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("waits", Await("key"));
        var bookmark = (await engine.StartAsync("waits", "one")).State.Bookmarks.Single();
        await SendAsync(engine, "key");
        await engine.StartAsync("waits", "two");

        await engine.Get<IBookmarkQueue>().EnqueueAsync(new NewBookmarkQueueItem { BookmarkId = bookmark.Id }, Token);

        (await engine.Get<IStimulusStore>().ListAssignedAsync(Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task Requests_ThatNameNothing_AreRefused()
    {
        var engine = await StartEngineAsync(background: false);
        var input = new Dictionary<string, object> { ["number"] = 7 };

        await engine.Get<IBookmarkQueue>().Awaiting(sut => sut.EnqueueAsync(new NewBookmarkQueueItem(), Token)).Should().ThrowAsync<ArgumentException>();
        await engine.Get<IStimulusDispatcher>().Awaiting(sut => sut.SendAsync(new DispatchStimulusRequest(), Token)).Should().ThrowAsync<ArgumentException>();
        await engine.Get<IWorkflowDispatcher>().Awaiting(sut => sut.DispatchAsync(new DispatchWorkflowInstanceRequest("one") { Input = input }, cancellationToken: Token))
            .Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task Resume_ByAFilter_ResumesWhatItFinds()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("waits", Await("key"));
        await engine.StartAsync("waits", "one");
        await engine.StartAsync("waits", "two");

        var responses = await engine.Get<IBookmarkResumer>().ResumeAsync(new BookmarkFilter(StimulusHasher.Hash("Test.Await", "key")) { WorkflowInstanceId = "two" }, cancellationToken: Token);

        responses.Should().ContainSingle().Which.WorkflowInstanceId.Should().Be("two");
        (await engine.SubStatusOfAsync("one")).Should().Be(WorkflowSubStatus.Suspended);
    }
}
