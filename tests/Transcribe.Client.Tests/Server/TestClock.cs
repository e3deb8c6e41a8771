using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Transcribe.Client.Tests.Server;

/// <summary>A clock that stands still, and knows who waits for it: so a test can tell when to move it, and by how much.</summary>
public sealed class TestClock : FakeTimeProvider
{
    private readonly ConcurrentDictionary<Tracked, DateTimeOffset> waiting = new();

    /// <summary>How long each running timer still has.</summary>
    public IReadOnlyList<TimeSpan> Pending => [.. waiting.Values.Select(x => x - GetUtcNow())];

    /// <summary>Waits until somebody waits for exactly that long.</summary>
    public Task HasTimerAsync(TimeSpan due) => HasTimerAsync(x => x == due, $"a timer of {due}");

    public Task HasTimerAsync(Func<TimeSpan, bool> due, string what) => Eventually.HoldsAsync(() => Pending.Any(due), what);

    /// <summary>Waits until somebody waits for exactly that long, and lets that time pass.</summary>
    public async Task PassAsync(TimeSpan due)
    {
        await HasTimerAsync(due);
        Advance(due);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var tracked = new Tracked(this);
        tracked.Inner = base.CreateTimer(x =>
        {
            waiting.TryRemove(tracked, out _);
            callback(x);
        }, state, dueTime, period);
        tracked.Note(dueTime);
        return tracked;
    }

    private sealed class Tracked(TestClock clock) : ITimer
    {
        public ITimer Inner { get; set; } = null!;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Note(dueTime);
            return Inner.Change(dueTime, period);
        }

        public void Note(TimeSpan dueTime)
        {
            if (dueTime > TimeSpan.Zero)
                clock.waiting[this] = clock.GetUtcNow() + dueTime;
            else
                clock.waiting.TryRemove(this, out _);
        }

        public void Dispose()
        {
            clock.waiting.TryRemove(this, out _);
            Inner.Dispose();
        }

        public async ValueTask DisposeAsync()
        {
            clock.waiting.TryRemove(this, out _);
            await Inner.DisposeAsync();
        }
    }
}
