using System.Collections.Concurrent;

namespace Transcribe.Engine.Storage;

/// <summary>Sessions for the lookups of every burst: opened when needed, kept with their prepared statements.</summary>
internal sealed class SessionPool(EngineDatabase database) : IDisposable
{
    // More can be open at once; only this many are kept.
    private static readonly int Kept = Math.Max(4, Environment.ProcessorCount * 2);

    private readonly ConcurrentBag<StoreSession> _idle = [];
    private volatile bool _isDisposed;

    /// <summary>Runs a read on a session of its own.</summary>
    public T Read<T>(Func<StoreSession, T> read)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!_idle.TryTake(out var session))
            session = database.Open();

        try
        {
            var result = read(session);
            Return(session);
            return result;
        }
        catch (Exception exception)
        {
            session.Dispose();
            if (database.Explain(exception) is { } explained)
                throw explained;
            throw;
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        while (_idle.TryTake(out var session))
            session.Dispose();
    }

    private void Return(StoreSession session)
    {
        if (_isDisposed || _idle.Count >= Kept)
            session.Dispose();
        else
            _idle.Add(session);
    }
}
