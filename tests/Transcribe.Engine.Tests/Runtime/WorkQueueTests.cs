using Microsoft.Extensions.Time.Testing;
using Transcribe.Engine.Runtime;

namespace Transcribe.Engine.Tests.Runtime;

public sealed class WorkQueueTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Enqueue_WhatWaitsAlready_IsQueuedOnceUntilItIsTaken()
    {
        var sut = CreateSut();
        await using var taken = sut.ReadAllAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        sut.Enqueue(new ContinueInstance("one"));
        sut.Enqueue(new ContinueInstance("one") { Failures = 3 });
        sut.Enqueue(new ContinueInstance("two"));
        (await NextAsync(taken)).Should().Be(new ContinueInstance("one"));
        sut.Enqueue(new ContinueInstance("one"));

        (await NextAsync(taken)).Should().Be(new ContinueInstance("two"));
        (await NextAsync(taken)).Should().Be(new ContinueInstance("one"));
    }

    [Fact]
    public async Task EnqueueLaterAsync_Pause_ComesAfterItAndOnce()
    {
        var sut = CreateSut();
        await using var taken = sut.ReadAllAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        var later = sut.EnqueueLaterAsync(new DeliverStimulus("s") { Failures = 1 }, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        sut.Enqueue(new DeliverStimulus("s"));
        sut.Enqueue(new DeliverStimulus("other"));
        (await NextAsync(taken)).Should().Be(new DeliverStimulus("other"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        await later;

        (await NextAsync(taken)).Should().Be(new DeliverStimulus("s") { Failures = 1 });
    }

    private WorkQueue CreateSut() => new(_clock);

    private static async Task<BackgroundWork> NextAsync(IAsyncEnumerator<BackgroundWork> taken)
    {
        (await taken.MoveNextAsync().AsTask().WaitAsync(Eventually.DefaultPatience, TestContext.Current.CancellationToken)).Should().BeTrue();
        return taken.Current;
    }
}
