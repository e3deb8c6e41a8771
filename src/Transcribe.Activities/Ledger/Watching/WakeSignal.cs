namespace Transcribe.Activities.Ledger.Watching;

/// <summary>Wakes one waiting loop. Signals that come while the loop works are not lost, only joined.</summary>
internal sealed class WakeSignal(TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    public void Set()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already set: the loop will see everything there is.
        }
    }

    /// <summary>Returns at the signal, or after <paramref name="atMost"/>.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await _signal.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody called within the time.
        }
    }

    public void Dispose() => _signal.Dispose();
}

/// <summary>What the watcher's loops wait for.</summary>
internal sealed class WatcherSignals(TimeProvider clock) : IDisposable
{
    /// <summary>A job was accepted, or is waited for.</summary>
    public WakeSignal Jobs { get; } = new(clock);

    /// <summary>A callback was stored, or one that came too early can now be worked on.</summary>
    public WakeSignal Callbacks { get; } = new(clock);

    /// <summary>The end of a job was written into the ledger.</summary>
    public WakeSignal Ends { get; } = new(clock);

    /// <summary>A batch was started, an item's job has ended, or one was released.</summary>
    public WakeSignal Batches { get; } = new(clock);

    public void Dispose()
    {
        Batches.Dispose();
        Jobs.Dispose();
        Callbacks.Dispose();
        Ends.Dispose();
    }
}
