using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Tests.Storage;

public abstract class StimulusContract : StoreContract
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task KeepAsync_NobodyWaits_IsAssignedToTheBookmarkThatComes()
    {
        var host = await OpenAsync();

        (await KeepAsync(host, NewStimulus("s1"))).Should().BeEmpty();
        var run = await host.RunAsync("one", new Waiting("key"));

        var assigned = await host.Stimuli.ListAssignedAsync(Token);
        assigned.Should().ContainSingle().Which.BookmarkId.Should().Be(run.Bookmarks[0].Id);
    }

    [Fact]
    public async Task KeepAsync_AWaiterCameMeanwhile_IsAssignedAtOnce()
    {
        var host = await OpenAsync();
        var run = await host.RunAsync("one", new Waiting("key"));

        var matches = await KeepAsync(host, NewStimulus("s1"));

        matches.Should().Equal(new StimulusMatch("s1", run.Bookmarks[0].Id, "one"));
    }

    [Fact]
    public async Task KeepAsync_SeveralWait_IsKeptOnceForEach()
    {
        var host = await OpenAsync();
        await host.RunAsync("one", new Waiting("key"));
        await host.RunAsync("two", new Waiting("key"));

        var matches = await KeepAsync(host, NewStimulus("s1"));

        matches.Select(match => match.WorkflowInstanceId).Should().BeEquivalentTo("one", "two");
        (await host.Stimuli.ListAssignedAsync(Token)).Select(row => row.BookmarkId).Should().BeEquivalentTo(matches.Select(match => match.BookmarkId));
    }

    [Fact]
    public async Task KeepAsync_OnlyForWaitersAndNobodyWaits_KeepsNothing()
    {
        var host = await OpenAsync();

        (await host.Stimuli.KeepAsync(NewStimulus("s1"), evenWithoutWaiter: false, Token)).Should().BeEmpty();

        (await host.Stimuli.FindAsync("s1", Token)).Should().BeNull();
    }

    [Fact]
    public async Task KeepAsync_TwoOfAKind_EachBookmarkGetsOneInOrder()
    {
        var host = await OpenAsync();
        await KeepAsync(host, NewStimulus("s1"));
        Clock.Advance(TimeSpan.FromSeconds(1));
        await KeepAsync(host, NewStimulus("s2"));

        var first = await host.RunAsync("one", new Waiting("key"));
        var second = await host.RunAsync("two", new Waiting("key"));

        (await host.Stimuli.FindAsync("s1", Token))!.BookmarkId.Should().Be(first.Bookmarks[0].Id);
        (await host.Stimuli.FindAsync("s2", Token))!.BookmarkId.Should().Be(second.Bookmarks[0].Id);
    }

    [Fact]
    public async Task CommitAsync_ThatConsumesAStimulus_RemovesItInTheSameTransaction()
    {
        var host = await OpenAsync();
        await KeepAsync(host, NewStimulus("s1"));
        var run = await host.RunAsync("one", new Waiting("key"));
        run.RemoveAllBookmarks();

        await host.Queue.CommitAsync(run.TakeCommit(), new CommitEffects("s1"), Token);

        (await host.Stimuli.FindAsync("s1", Token)).Should().BeNull();
        (await host.Bookmarks.FindAsync(new BookmarkFilter(Waiting.HashOf("key")), Token)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("other", null)]
    [InlineData(null, "order-8")]
    public async Task KeepAsync_ForAnotherReceiver_IsNotAssigned(string? instanceId, string? correlationId)
    {
        var host = await OpenAsync();
        await KeepAsync(host, NewStimulus("s1", instanceId, correlationId));

        await host.RunAsync("one", new Waiting("key"), correlationId: "order-7");

        (await host.Stimuli.ListAssignedAsync(Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task ReassignAsync_ItsBookmarkIsGone_GoesToTheNextWaiterOrWaits()
    {
        var host = await OpenAsync();
        await KeepAsync(host, NewStimulus("s1"));
        var gone = await host.RunAsync("one", new Waiting("key"));
        gone.RemoveAllBookmarks();
        await host.Queue.CommitAsync(gone.TakeCommit(), Token);

        (await host.Stimuli.ReassignAsync("s1", Token)).Should().BeNull();
        var next = await host.RunAsync("two", new Waiting("key"));

        (await host.Stimuli.FindAsync("s1", Token))!.BookmarkId.Should().Be(next.Bookmarks[0].Id);
    }

    [Fact]
    public async Task PurgeAsync_AfterItsLifetime_GivesUpOnlyWhatHasNoWaiter()
    {
        var host = await OpenAsync();
        await KeepAsync(host, NewStimulus("old"));
        await host.RunAsync("one", new Waiting("key"));
        await KeepAsync(host, NewStimulus("unwanted", instanceId: "nobody"));
        Clock.Advance(Lifetime);
        await KeepAsync(host, NewStimulus("young", instanceId: "nobody"));

        (await host.Stimuli.PurgeAsync(Token)).Should().Be(1);

        (await host.Stimuli.FindAsync("old", Token)).Should().NotBeNull();
        (await host.Stimuli.FindAsync("unwanted", Token)).Should().BeNull();
        (await host.Stimuli.FindAsync("young", Token)).Should().NotBeNull();
    }

    [Fact]
    public async Task CommitAsync_AfterTheLifetimeOfAStimulus_DoesNotFindIt()
    {
        var host = await OpenAsync();
        await KeepAsync(host, NewStimulus("old"));
        Clock.Advance(Lifetime);

        await host.RunAsync("one", new Waiting("key"));

        (await host.Stimuli.ListAssignedAsync(Token)).Should().BeEmpty();
    }

    private static Task<IReadOnlyList<StimulusMatch>> KeepAsync(StoreHost host, StimulusRow stimulus) =>
        host.Stimuli.KeepAsync(stimulus, evenWithoutWaiter: true, Token);

    private StimulusRow NewStimulus(string id, string? instanceId = null, string? correlationId = null) => new()
    {
        Id = id,
        Hash = Waiting.HashOf("key"),
        WorkflowInstanceId = instanceId,
        CorrelationId = correlationId,
        Input = """{"a":1}""",
        CreatedAt = Clock.GetUtcNow(),
        ExpiresAt = Clock.GetUtcNow() + Lifetime,
    };
}
