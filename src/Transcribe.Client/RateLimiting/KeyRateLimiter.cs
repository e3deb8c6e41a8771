namespace Transcribe.Client.RateLimiting;

/// <summary>
/// Keeps one key within its requests a minute, and serves those who wait in the order in which they came.
/// </summary>
/// <remarks>
/// A request counts from its start until a minute after its answer: the server may have counted it at any moment in between, so only
/// this never lets the server see more than the limit in any minute, whatever the network does. (A token bucket would: a full bucket
/// and its refill together are twice the limit. The limiters of System.Threading.RateLimiting do not take a TimeProvider.)
/// </remarks>
internal sealed class KeyRateLimiter : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly long origin;
    private readonly ITimer timer;
    private readonly LinkedList<Waiter> waiters = [];
    private readonly Queue<TimeSpan> answered = new();
    private int inFlight;
    private int limit;
    private TimeSpan pausedUntil;

    public KeyRateLimiter(TimeProvider clock, int limit)
    {
        this.clock = clock;
        this.limit = limit;
        origin = clock.GetTimestamp();
        timer = clock.CreateTimer(_ => Serve(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many wait.</summary>
    public int QueueLength
    {
        get
        {
            lock (gate)
                return waiters.Count;
        }
    }

    /// <summary>How long the server's own pause still lasts; zero without one.</summary>
    public TimeSpan PauseLeft
    {
        get
        {
            lock (gate)
                return pausedUntil > Now ? pausedUntil - Now : TimeSpan.Zero;
        }
    }

    // Time since the limiter's first moment: unlike the time of day it never jumps.
    private TimeSpan Now => clock.GetElapsedTime(origin);

    /// <summary>Adopts another client's limit for the same key when it is lower: the more careful setting wins.</summary>
    public void LowerTo(int other)
    {
        lock (gate)
            limit = Math.Min(limit, other);
    }

    /// <summary>Waits for a turn. The lease is disposed when the answer is there.</summary>
    public async ValueTask<IDisposable> AcquireAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<Waiter> node;

        lock (gate)
        {
            if (waiters.Count == 0 && TryTake())
                return new Lease(this);

            node = waiters.AddLast(new Waiter());
            Schedule();
        }

        await using var registration = cancellationToken.UnsafeRegister((_, token) => Leave(node, token), null);
        return await node.Value.Task;
    }

    /// <summary>Lets nobody through for that long, because the server said so.</summary>
    public void Pause(TimeSpan duration)
    {
        lock (gate)
        {
            var until = Now + duration;
            if (until > pausedUntil)
                pausedUntil = until;

            Schedule();
        }
    }

    public void Dispose() => timer.Dispose();

    private void Release()
    {
        lock (gate)
        {
            inFlight--;
            answered.Enqueue(Now);
            Schedule();
        }
    }

    private void Leave(LinkedListNode<Waiter> node, CancellationToken token)
    {
        lock (gate)
        {
            if (node.List is null)
                return;

            waiters.Remove(node);
        }

        node.Value.TrySetCanceled(token);
    }

    private void Serve()
    {
        lock (gate)
        {
            while (waiters.First is { } first && TryTake())
            {
                waiters.Remove(first);
                first.Value.SetResult(new Lease(this));
            }

            Schedule();
        }
    }

    private bool TryTake()
    {
        var now = Now;
        while (answered.TryPeek(out var oldest) && oldest + Window <= now)
            answered.Dequeue();

        if (now < pausedUntil || inFlight + answered.Count >= limit)
            return false;

        inFlight++;
        return true;
    }

    // Without a recorded answer every turn is in flight, and the next answer schedules again.
    private void Schedule()
    {
        if (waiters.Count == 0)
            return;

        var now = Now;
        var full = inFlight + answered.Count >= limit;
        if (full && answered.Count == 0)
            return;

        var due = full ? answered.Peek() + Window : now;
        if (due < pausedUntil)
            due = pausedUntil;

        timer.Change(due > now ? due - now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private sealed class Waiter() : TaskCompletionSource<IDisposable>(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Lease(KeyRateLimiter limiter) : IDisposable
    {
        private int returned;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref returned, 1) == 0)
                limiter.Release();
        }
    }
}
