using Transcribe.Engine.Authoring;
using Transcribe.Engine.Tests.Support;

namespace Transcribe.Engine.Tests.Execution;

public sealed class BookmarkTests
{
    private readonly TestRun _run = new();

    [Fact]
    public async Task Resume_BookmarkThatDoesNotBurn_StaysOverSuspensions()
    {
        await _run.StartAsync(new Doorbell { Id = "door" });

        await _run.ResumeAsync("door");
        await _run.ResumeAsync("door");
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        await _run.ResumeAsync("door");

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Resume_BookmarkThatDoesNotComplete_LeavesTheActivityRunningWhichIsADeadEnd()
    {
        await _run.StartAsync(new Open { Id = "open" });

        await _run.ResumeAsync("open");

        _run.State.Bookmarks.Should().BeEmpty();
        _run.State.Incidents.Single().Message.Should().StartWith("'open' has neither completed nor waits");
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
    }

    /// <summary>Rings three times.</summary>
    public sealed class Doorbell() : Activity(source: null, line: null)
    {
        protected override void Execute(ActivityExecutionContext context) =>
            context.CreateBookmark(new CreateBookmarkArgs { AutoBurn = false, Callback = OnRingAsync });

        private ValueTask OnRingAsync(ActivityExecutionContext context) =>
            context.UpdateProperty<int>("rings", rings => rings + 1) == 3 ? context.CompleteActivityAsync() : ValueTask.CompletedTask;
    }

    /// <summary>Nothing completes it.</summary>
    public sealed class Open() : Activity(source: null, line: null)
    {
        protected override void Execute(ActivityExecutionContext context) => context.CreateBookmark(new CreateBookmarkArgs { AutoComplete = false });
    }
}
