using System.Runtime.CompilerServices;

namespace Transcribe.Activities.Deliver.Storage;

/// <summary>What storages behind a network have in common: deadlines, and errors in words instead of a library's types.</summary>
internal abstract class RemoteStorage(TimeProvider clock)
{
    /// <summary>The longest time for a question.</summary>
    private static readonly TimeSpan AskTimeout = TimeSpan.FromMinutes(1);

    /// <summary>The longest time for a transfer: 2 GB at 2.5 Mbit/s.</summary>
    private static readonly TimeSpan TransferTimeout = TimeSpan.FromHours(2);

    protected Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) => RunAsync(work, AskTimeout, cancellationToken);

    protected Task<T> TransferAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) => RunAsync(work, TransferTimeout, cancellationToken);

    protected async IAsyncEnumerable<T> PagesAsync<T>(IAsyncEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var each = items.GetAsyncEnumerator(cancellationToken);
        while (await AskAsync(async token => await each.MoveNextAsync().AsTask().WaitAsync(token), cancellationToken))
            yield return each.Current;
    }

    /// <summary>The error in words; null: it is nobody's that is known here.</summary>
    protected abstract Exception? Explain(Exception exception);

    private async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await work(either.Token);
        }
        catch (Exception exception) when (exception is not (FileRejectedException or OutOfMemoryException))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (deadline.IsCancellationRequested)
                throw new IOException($"It took longer than {timeout.TotalMinutes:0} min.", exception);
            if (Explain(exception) is { } explained)
                throw explained;
            if (exception is HttpRequestException or OperationCanceledException)
                throw new IOException(exception.GetBaseException().Message, exception);
            throw;
        }
    }
}
