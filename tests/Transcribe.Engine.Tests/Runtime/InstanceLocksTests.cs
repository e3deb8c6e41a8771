using Transcribe.Engine.Runtime;

namespace Transcribe.Engine.Tests.Runtime;

public sealed class InstanceLocksTests
{
    private readonly InstanceLocks _sut = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AcquireAsync_HeldByAnother_WaitsInOrder()
    {
        var first = await _sut.AcquireAsync("a", Token);
        var second = _sut.AcquireAsync("a", Token).AsTask();
        var third = _sut.AcquireAsync("a", Token).AsTask();

        first.Dispose();
        (await second).Dispose();
        (await third).Dispose();

        _sut.Count.Should().Be(0);
    }

    [Fact]
    public async Task AcquireAsync_OfAnother_DoesNotWait()
    {
        using var held = await _sut.AcquireAsync("a", Token);
        using var other = await _sut.AcquireAsync("b", Token);

        _sut.Count.Should().Be(2);
    }

    [Fact]
    public async Task AcquireAsync_GivenUpWhileWaiting_PassesItsTurnOn()
    {
        using var cancellation = new CancellationTokenSource();
        var held = await _sut.AcquireAsync("a", Token);
        var givenUp = _sut.AcquireAsync("a", cancellation.Token).AsTask();
        var next = _sut.AcquireAsync("a", Token).AsTask();

        await cancellation.CancelAsync();
        held.Dispose();

        await ((Func<Task>)(() => givenUp)).Should().ThrowAsync<OperationCanceledException>();
        (await next).Dispose();
        _sut.Count.Should().Be(0);
    }

    [Fact]
    public async Task AcquireAsync_ManyAtOnce_OnlyOneIsInside()
    {
        var inside = 0;
        var most = 0;

        await Parallel.ForAsync(0, 1000, Token, async (_, token) =>
        {
            using var held = await _sut.AcquireAsync("a", token);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        });

        most.Should().Be(1);
        _sut.Count.Should().Be(0);
    }
}
