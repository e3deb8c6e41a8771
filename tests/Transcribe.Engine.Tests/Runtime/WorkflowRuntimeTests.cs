using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

public sealed class WorkflowRuntimeTests : EngineTest
{
    [Fact]
    public async Task StartAsync_APublishedDefinition_RunsItAndKeepsItsStory()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("hello", Note("one"), Note("two"));

        var run = await engine.Runtime.StartAsync(
            new StartWorkflowRequest { DefinitionId = "hello", CorrelationId = "order-7", Name = "Hello", Properties = new Dictionary<string, object> { ["p"] = 1 } },
            Token);

        run.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("one", "two");
        var story = await engine.Reader.ReadAsync(run.WorkflowInstanceId, Token);
        story!.Instance.Should().BeEquivalentTo(new { DefinitionId = "hello", Version = 1, CorrelationId = "order-7", Name = "Hello" });
        story.State.Properties.Should().ContainKey("p");
        story.Journal.Should().Contain(entry => entry.ActivityType == "Test.Note" && entry.EventName == "Completed");
        story.Executions.Should().HaveCount(4).And.OnlyContain(execution => execution.Status == ActivityStatus.Completed);
    }

    [Fact]
    public async Task StartAsync_AnInputCannotBeEvaluated_ItsStepHasAStartAndAnEnd()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("w", """{ "type": "Test.Note", "id": "note", "text": { "expression": { "type": "JavaScript", "value": "nobody.name" } } }""");

        (await engine.StartAsync("w", "run")).SubStatus.Should().Be(WorkflowSubStatus.Faulted);

        var story = await engine.Reader.ReadAsync("run", Token);
        story!.Executions.Single(execution => execution.ActivityId == "note")
            .Should().BeEquivalentTo(new { Status = ActivityStatus.Faulted, StartedAt = Clock.GetUtcNow(), CompletedAt = Clock.GetUtcNow() });
    }

    [Fact]
    public async Task CancelAsync_BeforeItBegan_ItsRecordHasAStart()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("w", Note("one"));
        await engine.Runtime.DispatchAsync(new StartWorkflowRequest { DefinitionId = "w", WorkflowInstanceId = "run" }, Token);

        await engine.Runtime.CancelAsync("run", Token);

        var story = await engine.Reader.ReadAsync("run", Token);
        story!.Instance.SubStatus.Should().Be(WorkflowSubStatus.Cancelled);
        story.Executions.Should().ContainSingle().Which.StartedAt.Should().Be(Clock.GetUtcNow());
    }

    [Fact]
    public async Task StartAsync_AnUnknownDefinition_SaysWhich()
    {
        var engine = await StartEngineAsync();

        var start = () => engine.StartAsync("nothing");

        await start.Should().ThrowAsync<DefinitionNotFoundException>().WithMessage("*'nothing' in the version 'Published'*");
    }

    [Fact]
    public async Task StartAsync_ATakenInstanceId_IsRefusedAndRunsNothing()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("waits", Await("key"));
        await engine.StartAsync("waits", "one");

        var start = () => engine.StartAsync("waits", "one");

        await start.Should().ThrowAsync<InstanceExistsException>().WithMessage("*'one' exists already*");
    }

    [Fact]
    public async Task StartAsync_CancelledInTheMiddle_GoesOnInTheBackground()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("long", Note("before"), Hold("gate"), Note("after"));
        using var timeout = new CancellationTokenSource();
        var start = engine.Runtime.StartAsync(new StartWorkflowRequest { DefinitionId = "long" }, timeout.Token);
        await Probe.ReachedAsync("gate");

        await timeout.CancelAsync();
        var run = await start;
        Probe.Open("gate");

        run.SubStatus.Should().Be(WorkflowSubStatus.Interrupted);
        await engine.BecomesAsync(run.WorkflowInstanceId, WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("before", "after");
        Probe.Executions.Select(execution => execution.ExecutionId).Distinct().Should().ContainSingle("a repetition keeps its execution id");
    }

    [Fact]
    public async Task ResumeAsync_ABookmarkThatIsGone_RunsNothing()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("waits", Await("key"), Note("after"));
        var bookmark = (await engine.StartAsync("waits")).State.Bookmarks[0];

        var first = await engine.Runtime.ResumeAsync(new ResumeBookmarkRequest(bookmark.Id), Token);
        var second = await engine.Runtime.ResumeAsync(new ResumeBookmarkRequest(bookmark.Id), Token);
        var named = await engine.Runtime.ResumeAsync(new ResumeBookmarkRequest(bookmark.Id) { WorkflowInstanceId = first!.WorkflowInstanceId }, Token);

        first.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        second.Should().BeNull();
        named.Should().BeNull();
        Probe.Notes.Should().Equal("key:", "after");
    }

    [Fact]
    [Trait("Scenario", "88 Two resumes at once")]
    public async Task ResumeAsync_TwoBookmarksOfOneInstanceAtOnce_KeepsBothEffects()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("both", """{ "type": "Test.AwaitBoth" }""");
        var runs = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => engine.StartAsync("both")));

        await Task.WhenAll(
            from run in runs
            from bookmark in run.State.Bookmarks
            select engine.Runtime.ResumeAsync(new ResumeBookmarkRequest(bookmark.Id), Token));

        foreach (var run in runs)
            (await engine.SubStatusOfAsync(run.WorkflowInstanceId)).Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task CancelAsync_AWaitingInstance_LeavesNoBookmarkBehind()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("waits", Await("key"), Note("after"));
        await engine.StartAsync("waits", "one");

        (await engine.Runtime.CancelAsync("one", Token)).Should().BeTrue();
        (await engine.Runtime.CancelAsync("one", Token)).Should().BeFalse();

        (await engine.SubStatusOfAsync("one")).Should().Be(WorkflowSubStatus.Cancelled);
        (await engine.Get<IBookmarkStore>().ListByInstanceAsync("one", Token)).Should().BeEmpty();
        (await SendAsync(engine, "key")).WorkflowInstanceResponses.Should().BeEmpty();
    }

    [Fact]
    public async Task CancelAsync_ARunningBurst_EndsItFirst()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("long", Hold("never"), Note("after"));
        var start = engine.StartAsync("long", "one");
        await Probe.ReachedAsync("never");

        (await engine.Runtime.CancelAsync("one", Token)).Should().BeTrue();

        await start;
        (await engine.SubStatusOfAsync("one")).Should().Be(WorkflowSubStatus.Cancelled);
        Probe.Notes.Should().BeEmpty();
    }

    [Fact]
    [Trait("Scenario", "82 Deleting instances")]
    public async Task DeleteAsync_ARunningBurst_CannotBringItBack()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("long", Hold("never"), Note("after"));
        var start = engine.StartAsync("long", "one");
        await Probe.ReachedAsync("never");

        (await engine.Runtime.DeleteAsync("one", Token)).Should().BeTrue();

        await start;
        (await engine.Reader.ReadAsync("one", Token)).Should().BeNull();
        (await engine.Runtime.DeleteAsync("one", Token)).Should().BeFalse();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DeleteAsync_DefinitionWhoseInstancesWait_TheyEndWithAnIncidentThatSaysSo(bool crashes)
    {
        var engine = await StartEngineAsync(background: !crashes);
        await engine.PublishAsync("waits", Await("key"));
        await engine.StartAsync("waits", "one");
        await engine.Catalog.DeleteAsync("waits", Token);
        if (crashes)
        {
            engine.Abandon();
            engine = await StartEngineAsync();
        }

        await engine.BecomesAsync("one", WorkflowSubStatus.Faulted);
        var story = await engine.Reader.ReadAsync("one", Token);
        story!.Instance.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        story.State.Incidents.Should().ContainSingle().Which.Message.Should().Contain("Version 1 of the definition 'waits' no longer exists");
        (await engine.Get<IBookmarkStore>().ListByInstanceAsync("one", Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task StartAsync_WhileStopping_IsRefused()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("hello", Note("one"));
        var runtime = engine.Runtime;
        await engine.Get<BurstLifetime>().StopAsync(Token);

        var start = () => runtime.StartAsync(new StartWorkflowRequest { DefinitionId = "hello" }, Token);

        await start.Should().ThrowAsync<EngineStoppingException>();
    }

    [Fact]
    public async Task StartAsync_ManyRuns_LeavesNoLockBehind()
    {
        var engine = await StartEngineAsync();
        await engine.PublishAsync("hello", Note("one"));

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => engine.StartAsync("hello")));

        engine.Get<InstanceLocks>().Count.Should().Be(0);
    }
}
