namespace Transcribe.Engine.Storage;

/// <summary>
/// One thing for the writer to do. It may be done twice: when another item of its batch fails, the batch is rolled back and repeated.
/// </summary>
internal abstract class WriteItem
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Withdrawn = 2;

    private int _state;

    /// <summary>Whether the writer gets it; false: its caller gave up while it waited, so nothing of it is written.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    /// <summary>Whether the caller can still give up.</summary>
    protected bool TryWithdraw() => Interlocked.CompareExchange(ref _state, Withdrawn, Waiting) == Waiting;

    /// <summary>Writes, inside the transaction of the batch.</summary>
    /// <exception cref="State.ConcurrencyConflictException">It is refused and has written nothing.</exception>
    public abstract void Write(StoreSession session);

    /// <summary>Tells the caller that it is durable.</summary>
    public abstract void Complete();

    /// <summary>Tells the caller that nothing of it was written.</summary>
    public abstract void Fail(Exception exception);
}

/// <inheritdoc/>
/// <typeparam name="T">What the caller learns.</typeparam>
internal class WriteItem<T>(Func<StoreSession, T> work) : WriteItem
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    /// <summary>What was written; known when <see cref="Complete"/> is called.</summary>
    protected T Result => _result!;

    public override void Write(StoreSession session) => _result = work(session);

    public override void Complete() => _done.TrySetResult(Result);

    public override void Fail(Exception exception) => _done.TrySetException(exception);

    /// <summary>The outcome. Cancelling withdraws the item while it waits; once the writer has it, the outcome is worth the wait.</summary>
    public async Task<T> WaitAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            static (item, token) =>
            {
                if (item is WriteItem<T> withdrawn && withdrawn.TryWithdraw())
                    withdrawn._done.TrySetCanceled(token);
            },
            this);
        return await _done.Task;
    }
}
