using System.Runtime.InteropServices;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Storage;

/// <summary>Writes batches, each in one transaction.</summary>
internal sealed class BatchWriter(EngineDatabase database) : IDisposable
{
    private static readonly Statement Commit = new("COMMIT");
    private static readonly Statement Rollback = new("ROLLBACK");

    private StoreSession? _session;

    public void Open() => _session ??= database.Open();

    /// <summary>Writes all items and answers each caller; a failing item fails alone.</summary>
    /// <returns>Whether every answer is certain; false: a disk that reports an error may have written all the same.</returns>
    public bool Write(List<WriteItem> batch)
    {
        if (batch.Count == 0)
            return true;

        var outcome = TryWrite(CollectionsMarshal.AsSpan(batch));
        if (outcome is null)
            return true;

        if (outcome is StorageException || batch.Count == 1)
        {
            foreach (var item in batch)
                item.Fail(outcome);
            return outcome is not StorageException;
        }

        // One of them is poisonous. Each alone: the others must not suffer for it.
        for (var i = 0; i < batch.Count; i++)
        {
            if (TryWrite(CollectionsMarshal.AsSpan(batch).Slice(i, 1)) is { } error)
                batch[i].Fail(error);
        }

        return true;
    }

    public void Dispose() => Close();

    /// <summary>Writes the items in one transaction; returns the error when nothing was written.</summary>
    private Exception? TryWrite(ReadOnlySpan<WriteItem> items)
    {
        var refusals = new Exception?[items.Length];
        try
        {
            Open();
            _session!.Execute(database.Begin);
            for (var i = 0; i < items.Length; i++)
                refusals[i] = TryWrite(items[i]);

            _session.Execute(Commit);
        }
        catch (Exception exception)
        {
            var explained = database.Explain(exception);
            RollBack(reopen: explained is not null);
            return explained ?? exception;
        }

        for (var i = 0; i < items.Length; i++)
        {
            if (refusals[i] is { } refusal)
                items[i].Fail(refusal);
            else
                items[i].Complete();
        }

        return null;
    }

    // A refused item has written nothing, so the batch goes on without it.
    private ConcurrencyConflictException? TryWrite(WriteItem item)
    {
        try
        {
            item.Write(_session!);
            return null;
        }
        catch (ConcurrencyConflictException conflict)
        {
            return conflict;
        }
    }

    private void RollBack(bool reopen)
    {
        try
        {
            _session?.Execute(Rollback);
        }
        catch (Exception)
        {
            // Some errors, such as a full disk, have ended the transaction already; a new connection is clean in any case.
            reopen = true;
        }

        if (reopen)
            Close();
    }

    private void Close()
    {
        _session?.Dispose();
        _session = null;
    }
}
