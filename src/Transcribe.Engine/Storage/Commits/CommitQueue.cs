using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Storage;

/// <summary>
/// The one writer of the database. Whatever is waiting is written in one flushed transaction, so that under load many bursts share the
/// price of one flush; each caller is answered after it. An item that fails, fails alone.
/// </summary>
internal sealed class CommitQueue(BatchWriter writer, TimeProvider clock, ILogger<CommitQueue> logger) : ICommitSink
{
    // Enough for every burst of a busy server to wait at once; beyond it callers wait before they queue.
    private const int Capacity = 4096;

    // A larger batch saves no flush worth having, but makes its first caller wait for its last.
    private const int MaxBatch = 512;

    private readonly Channel<WriteItem> _waiting = Channel.CreateBounded<WriteItem>(new BoundedChannelOptions(Capacity)
    {
        SingleReader = true,

        // The waiting thread is woken by the one that queues, without a detour through the thread pool.
        AllowSynchronousContinuations = true,
    });

    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Thread? _thread;

    /// <summary>Bookmarks have come or gone, durably. Raised on the writer's thread: handlers only take note.</summary>
    public event EventHandler<BookmarksChangedEventArgs>? BookmarksChanged;

    /// <summary>A burst is durable. Raised on the writer's thread: handlers only take note.</summary>
    public event EventHandler<InstanceCommittedEventArgs>? InstanceCommitted;

    /// <summary>
    /// The database reported an error, and whether it wrote what it was given is not known: whoever keeps a part of it in memory reads it
    /// again. Raised on the writer's thread: handlers only take note.
    /// </summary>
    public event EventHandler? Faltered;

    /// <summary>Opens the database for writing.</summary>
    /// <exception cref="StorageException">It cannot be opened.</exception>
    public void Start()
    {
        writer.Open();

        // A thread of its own: it spends its life in flushes, which must not take a worker of the pool.
        _thread = new Thread(Run) { IsBackground = true, Name = "Transcribe commits" };
        _thread.Start();
    }

    /// <summary>Refuses new work, writes what waits, and closes.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        if (_thread is not null)
            await _stopped.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<long> CommitAsync(BurstCommit commit, CancellationToken cancellationToken) =>
        (await CommitAsync(commit, default, cancellationToken)).RowVersion;

    /// <summary>Writes a burst, and with it what it brings about.</summary>
    public async Task<CommitReceipt> CommitAsync(BurstCommit commit, CommitEffects effects, CancellationToken cancellationToken)
    {
        var item = new BurstWrite(commit, effects, clock.GetUtcNow(), OnCommitted);
        return await WriteAsync(item, cancellationToken);
    }

    /// <summary>Runs other writes of the engine in the writer's transaction; <paramref name="work"/> may run twice.</summary>
    public Task<T> WriteAsync<T>(Func<StoreSession, T> work, CancellationToken cancellationToken) =>
        WriteAsync(new WriteItem<T>(work), cancellationToken);

    private async Task<T> WriteAsync<T>(WriteItem<T> item, CancellationToken cancellationToken)
    {
        try
        {
            if (!_waiting.Writer.TryWrite(item))
            {
                await _waiting.Writer.WriteAsync(item, cancellationToken);

                // The writer made room and runs this; it must not run more of its caller.
                await Task.Yield();
            }
        }
        catch (ChannelClosedException exception)
        {
            throw new StorageException("The server is shutting down; nothing more is saved.", isTransient: true, exception);
        }

        return await item.WaitAsync(cancellationToken);
    }

    private void OnCommitted(BurstCommit commit)
    {
        if (commit.AddedBookmarks.Count > 0 || commit.RemovedBookmarkIds.Count > 0)
            BookmarksChanged?.Invoke(this, new BookmarksChangedEventArgs(commit.State.Id, commit.AddedBookmarks, commit.RemovedBookmarkIds));

        // Hardly ever does somebody look on; then a burst pays for nothing.
        InstanceCommitted?.Invoke(this, new InstanceCommittedEventArgs(commit.State.Id));
    }

    private void Run()
    {
        var batch = new List<WriteItem>(MaxBatch);
        while (WaitForItems())
        {
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var item))
            {
                if (item.TryTake())
                    batch.Add(item);
            }

            Write(batch);
            batch.Clear();
        }

        writer.Dispose();
        _stopped.TrySetResult();
    }

    private bool WaitForItems() => _waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();

    private void Write(List<WriteItem> batch)
    {
        try
        {
            if (!writer.Write(batch))
                Faltered?.Invoke(this, EventArgs.Empty);
        }
        catch (Exception exception)
        {
            // The writer answers its items itself; what comes out here is a mistake, and must not end the only writer.
            Log.WriterFailed(logger, exception);
            foreach (var item in batch)
                item.Fail(exception);
        }
    }
}
