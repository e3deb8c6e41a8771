using Transcribe.Engine.Execution;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Lets what has a key start once. While one start of it goes on, the others wait, and then find it done.</summary>
internal sealed class OnceStarts(StartKeyStore keys, IInstanceStore instances, InstanceLocks locks, TimeProvider clock)
{
    // No instance can have such an id.
    private const string LockPrefix = "once:";

    /// <summary>Lets an instance start; its key is held until the answer is disposed. An instance without a key passes at once.</summary>
    /// <exception cref="StartedAlreadyException">Its key has started another one.</exception>
    public ValueTask<Pass> BeginAsync(NewInstance instance, CancellationToken cancellationToken) =>
        instance.Request.Once is { } once ? BeginAsync(instance, once, cancellationToken) : new(new Pass(instance, null, null));

    private async ValueTask<Pass> BeginAsync(NewInstance instance, StartOnce once, CancellationToken cancellationToken)
    {
        var holder = await locks.AcquireAsync(LockPrefix + once.Hash, cancellationToken);
        try
        {
            var now = clock.GetUtcNow();
            if (keys.Find(once.Hash) is { } known && known.ExpiresAt > now)
                throw new StartedAlreadyException(known.WorkflowInstanceId);

            var id = await IdOfAsync(instance, once, cancellationToken);
            var key = new StartKeyRow { Hash = once.Hash, WorkflowInstanceId = id, StartedAt = now, ExpiresAt = now + once.Window };
            return new Pass(instance with { Id = id }, key, holder);
        }
        catch
        {
            holder.Dispose();
            throw;
        }
    }

    // The instance of an earlier window has the key's own id, if it is still kept.
    private async Task<string> IdOfAsync(NewInstance instance, StartOnce once, CancellationToken cancellationToken) =>
        instance.Request.WorkflowInstanceId
        ?? (await instances.FindAsync(once.InstanceId, cancellationToken) is null ? once.InstanceId : Identity.NewId());

    /// <summary>An instance that may start, and the key to write with its first commit.</summary>
    internal readonly struct Pass(NewInstance instance, StartKeyRow? key, InstanceLocks.Holder? holder) : IDisposable
    {
        public NewInstance Instance { get; } = instance;

        public StartKeyRow? Key { get; } = key;

        public void Dispose() => holder?.Dispose();
    }
}
