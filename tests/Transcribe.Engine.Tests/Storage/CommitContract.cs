using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.State;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Tests.Storage;

public abstract class CommitContract : StoreContract
{
    [Fact]
    public async Task CommitAsync_NewInstance_WritesEverythingOfTheBurst()
    {
        var host = await OpenAsync();

        var run = await host.RunAsync("one", new Waiting("key"), correlationId: "order-7");

        var row = await host.Instances.FindAsync("one", Token);
        row.Should().BeEquivalentTo(new { Id = "one", SubStatus = WorkflowSubStatus.Suspended, CorrelationId = "order-7", RowVersion = 1L, CreatedAt = Start });
        var snapshot = await host.Instances.LoadAsync("one", Token);
        WorkflowStateSerializer.Deserialize(snapshot!.Data).Bookmarks.Should().ContainSingle().Which.Id.Should().Be(run.Bookmarks[0].Id);
        var found = await host.Bookmarks.FindAsync(new BookmarkFilter(Waiting.HashOf("key")), Token);
        found.Should().ContainSingle().Which.Should().BeEquivalentTo(new { WorkflowInstanceId = "one", CorrelationId = "order-7", Payload = "\"key\"" });
        var journal = await host.Journal.ListAsync("one", new JournalFilter(), Token);
        journal.Items.Select(entry => entry.Sequence).Should().Equal(Enumerable.Range(1, journal.TotalCount));
        journal.Items.Should().Contain(entry => entry.EventName == "Suspended" && entry.ActivityType == "Test.Waiting");
        var executions = await host.Journal.ListExecutionsAsync("one", null, Token);
        executions.Should().Contain(execution => execution.ActivityType == "Test.Waiting" && execution.HasBookmarks && execution.Status == ActivityStatus.Running);
        (await host.Journal.FindExecutionAsync(executions[0].Id, Token)).Should().BeEquivalentTo(executions[0]);
    }

    [Fact]
    public async Task CommitAsync_SecondCommitOnTheSameRowVersion_IsRefusedWhole()
    {
        var host = await OpenAsync();
        await host.RunAsync("one", new Waiting("key"));
        var stale = host.NewRun("one", new Waiting("other"));
        stale.Add(NewBookmark(stale, "late"));

        var commit = () => host.Queue.CommitAsync(stale.TakeCommit(), Token).AsTask();

        await commit.Should().ThrowAsync<ConcurrencyConflictException>();
        (await host.Bookmarks.FindAsync("late", Token)).Should().BeNull();
    }

    [Fact]
    public async Task CommitAsync_ManyAtOnceOneOfThemPoisonous_OnlyThatOneFails()
    {
        var host = await OpenAsync();
        await host.RunAsync("first", new Waiting("key") { BookmarkId = "taken" });
        Task[] commits;

        using (await host.HoldWriterAsync())
        {
            commits =
            [
                .. Enumerable.Range(0, 20).Select(i => host.RunAsync($"good{i}", new Waiting("key"))),
                host.RunAsync("poisonous", new Waiting("key") { BookmarkId = "taken" }),
                .. Enumerable.Range(20, 20).Select(i => host.RunAsync($"good{i}", new Waiting("key"))),
            ];
        }

        await ((Func<Task>)(() => commits[20])).Should().ThrowAsync<Exception>().WithMessage("*'poisonous' could not be saved*");
        await Task.WhenAll(commits.Where((_, i) => i != 20));
        var page = await host.Instances.ListAsync(new InstanceFilter { Take = 100 }, Token);
        page.Items.Select(row => row.Id).Should().BeEquivalentTo(Enumerable.Range(0, 40).Select(i => $"good{i}").Append("first"));
        page.Items.Should().OnlyContain(row => row.RowVersion == 1);
    }

    [Fact]
    public async Task CommitAsync_ManyAtOnceOneOfThemInConflict_OnlyThatOneIsRefused()
    {
        var host = await OpenAsync();
        await host.RunAsync("taken", new Waiting("key"));
        Task<WorkflowExecutionContext>[] commits;

        using (await host.HoldWriterAsync())
            commits = [.. new[] { "a", "b", "taken", "c" }.Select(id => host.RunAsync(id, new Waiting("key")))];

        await ((Func<Task>)(() => commits[2])).Should().ThrowAsync<ConcurrencyConflictException>();
        foreach (var i in new[] { 0, 1, 3 })
            (await commits[i]).RowVersion.Should().Be(1);
    }

    [Fact]
    public async Task CommitAsync_ProcessGoneAfterIt_IsThereAtTheNextStart()
    {
        var host = await OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => host.RunAsync($"run{i}", new Waiting("key"))));
        host.Abandon();

        var reopened = await OpenAsync();

        (await reopened.Instances.ListAsync(new InstanceFilter(), Token)).TotalCount.Should().Be(50);
        (await reopened.Bookmarks.FindAsync(new BookmarkFilter(Waiting.HashOf("key")), Token)).Should().HaveCount(50);
    }

    [Fact]
    public async Task StopAsync_WithWaitingWrites_WritesThemFirst()
    {
        var host = await OpenAsync();
        Task[] commits;
        Task stopping;

        using (await host.HoldWriterAsync())
        {
            commits = [.. Enumerable.Range(0, 10).Select(i => host.RunAsync($"run{i}", new Sequence()))];
            stopping = host.Queue.StopAsync(Token);
        }

        await Task.WhenAll(commits);
        await stopping;
        var late = () => host.RunAsync("late", new Sequence());
        await late.Should().ThrowAsync<Exception>().WithMessage("*shutting down*");
    }

    [Fact]
    public async Task WriteAsync_CancelledWhileItWaits_IsNotWritten()
    {
        var host = await OpenAsync();
        using var cancellation = new CancellationTokenSource();
        var ran = false;
        Task write;

        using (await host.HoldWriterAsync())
        {
            write = host.Queue.WriteAsync(_ => ran = true, cancellation.Token);
            await cancellation.CancelAsync();
        }

        await ((Func<Task>)(() => write)).Should().ThrowAsync<OperationCanceledException>();
        await host.Queue.WriteAsync(_ => true, Token);
        ran.Should().BeFalse();
    }

    [Fact]
    public async Task Changed_AfterACommit_TellsNewAndGoneBookmarks()
    {
        var host = await OpenAsync();
        var changes = new List<BookmarksChangedEventArgs>();
        host.Bookmarks.Changed += (_, change) => changes.Add(change);

        var run = await host.RunAsync("one", new Waiting("key"));
        run.RemoveAllBookmarks();
        await host.Queue.CommitAsync(run.TakeCommit(), Token);

        changes.Should().HaveCount(2);
        changes[0].Added.Should().ContainSingle();
        changes[1].RemovedIds.Should().Equal(changes[0].Added[0].Id);
        (await host.Bookmarks.ListByInstanceAsync("one", Token)).Should().BeEmpty();
    }

    private static Bookmark NewBookmark(WorkflowExecutionContext run, string id) => new()
    {
        Id = id, Name = "n", Hash = "h", ActivityId = "a", ActivityNodeId = "a", ActivityInstanceId = run.RootContext.Id,
    };
}
