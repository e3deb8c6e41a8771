using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Tests.Storage;

public abstract class InstanceContract : StoreContract
{
    [Fact]
    public async Task ListAsync_ByStatusAndPage_CountsAllAndReturnsThePage()
    {
        var host = await OpenAsync();
        for (var i = 0; i < 5; i++)
        {
            await host.RunAsync($"waits{i}", new Waiting("key"));
            await host.RunAsync($"done{i}", new Sequence());
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var page = await host.Instances.ListAsync(new InstanceFilter { Statuses = [WorkflowStatus.Finished], Skip = 1, Take = 2 }, Token);

        page.TotalCount.Should().Be(5);
        page.Items.Select(row => row.Id).Should().Equal("done3", "done2");
    }

    [Fact]
    public async Task ListAsync_WithEveryFilter_FindsTheOne()
    {
        var host = await OpenAsync();
        await host.RunAsync("other", new Sequence());
        await host.RunAsync("one", new Waiting("key"), correlationId: "order-7");
        var row = (await host.Instances.FindAsync("one", Token))!;

        var page = await host.Instances.ListAsync(
            new InstanceFilter
            {
                Ids = ["one", "other"],
                DefinitionIds = [row.DefinitionId],
                DefinitionVersionIds = [row.DefinitionVersionId],
                Version = row.Version,
                CorrelationId = "order-7",
                SubStatuses = [WorkflowSubStatus.Suspended],
                HasIncidents = false,
                SearchTerm = "rder",
                Moments = [new MomentFilter(InstanceOrder.CreatedAt, MomentOperator.GreaterThanOrEqual, Start)],
                Order = InstanceOrder.UpdatedAt,
            },
            Token);

        page.Items.Should().ContainSingle().Which.Should().BeEquivalentTo(row);
    }

    [Theory]
    [InlineData(MomentOperator.Is, "second")]
    [InlineData(MomentOperator.IsNot, "first,third")]
    [InlineData(MomentOperator.LessThan, "first")]
    [InlineData(MomentOperator.LessThanOrEqual, "first,second")]
    [InlineData(MomentOperator.GreaterThan, "third")]
    [InlineData(MomentOperator.GreaterThanOrEqual, "second,third")]
    public async Task ListAsync_ByMoment_ComparesAsNamed(MomentOperator comparison, string expected)
    {
        var host = await OpenAsync();
        foreach (var id in new[] { "first", "second", "third" })
        {
            await host.RunAsync(id, new Sequence());
            Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var filter = new MomentFilter(InstanceOrder.FinishedAt, comparison, Start.AddMinutes(1).ToOffset(TimeSpan.FromHours(2)));
        var page = await host.Instances.ListAsync(new InstanceFilter { Moments = [filter], Descending = false }, Token);

        page.Items.Select(row => row.Id).Should().Equal(expected.Split(','));
    }

    [Fact]
    [Trait("Scenario", "82 Deleting instances")]
    public async Task DeleteAsync_AnInstance_LeavesNothingOfIt()
    {
        var host = await OpenAsync();
        await host.RunAsync("one", new Waiting("key"));
        await host.RunAsync("two", new Waiting("key"));

        (await host.Instances.DeleteAsync(["one", "unknown"], Token)).Should().Be(1);

        (await host.Instances.LoadAsync("one", Token)).Should().BeNull();
        (await host.Bookmarks.FindAsync(new BookmarkFilter(Waiting.HashOf("key")), Token)).Should().ContainSingle().Which.WorkflowInstanceId.Should().Be("two");
        (await host.Journal.ListAsync("one", new JournalFilter(), Token)).TotalCount.Should().Be(0);
        (await host.Journal.ListExecutionsAsync("one", null, Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task ListUnfinishedBurstsAsync_OneOfEachKind_NamesOnlyWhatACrashStopped()
    {
        var host = await OpenAsync();
        await host.RunAsync("suspended", new Waiting("key"));
        await host.RunAsync("finished", new Sequence());
        foreach (var subStatus in new[] { WorkflowSubStatus.Pending, WorkflowSubStatus.Executing, WorkflowSubStatus.Interrupted })
        {
            var run = host.NewRun(subStatus.ToString(), new Sequence());
            run.Restore(subStatus);
            await host.Queue.CommitAsync(run.TakeCommit(), Token);
        }

        (await host.Instances.ListUnfinishedBurstsAsync(Token)).Should().BeEquivalentTo("Pending", "Executing", "Interrupted");
    }

    [Fact]
    public async Task ListDueAsync_PageByPage_NamesEachOnceInOrder()
    {
        var host = await OpenAsync();
        for (var i = 0; i < 9; i++)
            await host.RunAsync($"run{i}", new Waiting("key") { BookmarkId = $"b{i}", DueAt = Start.AddMinutes(5 - (i / 3)) });
        await host.RunAsync("never", new Waiting("key"));

        var found = new List<DueBookmark>();
        while (await host.Bookmarks.ListDueAsync(found.LastOrDefault(), 2, Token) is { Count: > 0 } page)
            found.AddRange(page);

        found.Select(due => due.Id).Should().Equal("b6", "b7", "b8", "b3", "b4", "b5", "b0", "b1", "b2");
    }

    [Fact]
    public async Task FindAsync_WithFilters_NarrowsToTheOne()
    {
        var host = await OpenAsync();
        var run = await host.RunAsync("one", new Waiting("key"), correlationId: "c1");
        await host.RunAsync("two", new Waiting("key"), correlationId: "c2");
        var bookmark = run.Bookmarks[0];
        var all = new BookmarkFilter(Waiting.HashOf("key"));

        foreach (var filter in new[]
                 {
                     all with { WorkflowInstanceId = "one" }, all with { CorrelationId = "c1" },
                     all with { ActivityInstanceId = bookmark.ActivityInstanceId }, all with { BookmarkId = bookmark.Id },
                 })
        {
            (await host.Bookmarks.FindAsync(filter, Token)).Should().ContainSingle(filter.ToString()).Which.Id.Should().Be(bookmark.Id);
        }

        (await host.Bookmarks.FindAsync(all, Token)).Should().HaveCount(2);
        (await host.Bookmarks.ListByNameAsync("Test.Waiting", Token)).Should().HaveCount(2);
    }

    [Fact]
    public async Task ListAsync_OfTheJournal_FiltersAndPages()
    {
        var host = await OpenAsync();
        await host.RunAsync("one", new Sequence { Activities = [new Waiting("key") { Id = "w" }] });
        var all = (await host.Journal.ListAsync("one", new JournalFilter(), Token)).Items;

        var ofActivity = await host.Journal.ListAsync("one", new JournalFilter { ActivityIds = ["w"] }, Token);
        var started = await host.Journal.ListAsync("one", new JournalFilter { EventNames = ["Started"], ExcludedActivityTypes = ["Elsa.Workflow"], Take = 1, Skip = 1 }, Token);
        var ofNode = await host.Journal.ListAsync("one", new JournalFilter { ActivityNodeIds = [all[^1].ActivityNodeId] }, Token);

        ofActivity.Items.Should().NotBeEmpty().And.OnlyContain(entry => entry.ActivityId == "w");
        started.TotalCount.Should().Be(2);
        started.Items.Should().ContainSingle().Which.ActivityId.Should().Be("w");
        ofNode.Items.Should().BeEquivalentTo(all.Where(entry => entry.ActivityNodeId == all[^1].ActivityNodeId));
    }
}
