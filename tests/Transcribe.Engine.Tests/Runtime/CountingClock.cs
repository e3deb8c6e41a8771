using Microsoft.Extensions.Time.Testing;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>A clock that knows how many timers wait by it.</summary>
public sealed class CountingClock(DateTimeOffset now) : FakeTimeProvider(now)
{
    private int _timers;

    public int Timers => _timers;

    /// <summary>What happens just before somebody sets a timer.</summary>
    public Action<TimeSpan>? Setting { get; set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Setting?.Invoke(dueTime);
        Interlocked.Increment(ref _timers);
        return new Counted(this, base.CreateTimer(callback, state, dueTime, period));
    }

    private sealed class Counted(CountingClock clock, ITimer inner) : ITimer
    {
        private int _isDisposed;

        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(dueTime, period);

        public void Dispose()
        {
            inner.Dispose();
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
                Interlocked.Decrement(ref clock._timers);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
