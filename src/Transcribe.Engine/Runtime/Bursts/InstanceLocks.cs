namespace Transcribe.Engine.Runtime;

/// <summary>At most one burst of an instance at a time; those who wait get their turn in order. An instance that nobody wants costs nothing.</summary>
internal sealed class InstanceLocks
{
    private readonly Dictionary<string, Queue<TaskCompletionSource>?> _held = new(StringComparer.Ordinal);

    /// <summary>How many instances are locked.</summary>
    public int Count
    {
        get
        {
            lock (_held)
                return _held.Count;
        }
    }

    /// <summary>Whether a burst of an instance runs.</summary>
    public bool IsHeld(string instanceId)
    {
        lock (_held)
            return _held.ContainsKey(instanceId);
    }

    /// <summary>Locks an instance until the answer is disposed.</summary>
    public async ValueTask<Holder> AcquireAsync(string instanceId, CancellationToken cancellationToken)
    {
        TaskCompletionSource turn;
        lock (_held)
        {
            if (_held.TryAdd(instanceId, null))
                return new Holder(this, instanceId);

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            (_held[instanceId] ??= new Queue<TaskCompletionSource>()).Enqueue(turn);
        }

        // Whoever gave up is skipped when the lock is passed on.
        await using (cancellationToken.UnsafeRegister(static (waiter, token) => ((TaskCompletionSource)waiter!).TrySetCanceled(token), turn))
            await turn.Task;

        return new Holder(this, instanceId);
    }

    private void Release(string instanceId)
    {
        lock (_held)
        {
            while (_held[instanceId] is { } waiting && waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                    return;
            }

            _held.Remove(instanceId);
        }
    }

    /// <summary>The lock of an instance.</summary>
    internal readonly struct Holder(InstanceLocks locks, string instanceId) : IDisposable
    {
        public void Dispose() => locks.Release(instanceId);
    }
}
