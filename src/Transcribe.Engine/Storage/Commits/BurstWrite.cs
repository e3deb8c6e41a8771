using Transcribe.Engine.State;

namespace Transcribe.Engine.Storage;

/// <summary>What is written in the transaction of a burst's commit beside the instance itself.</summary>
/// <param name="ConsumedStimulusId">The kept stimulus that has arrived; null: none.</param>
/// <param name="Notice">A stimulus that the burst sends; null: none.</param>
/// <param name="Key">The key that the instance was started by; null: none.</param>
/// <param name="Started">An instance that the burst starts, unless there is one with its id; null: none.</param>
internal readonly record struct CommitEffects(string? ConsumedStimulusId = null, StimulusRow? Notice = null, StartKeyRow? Key = null, WorkflowState? Started = null);

/// <summary>Writes one burst. What costs time, the JSON, is made on the caller's thread, before it queues.</summary>
internal sealed class BurstWrite(BurstCommit commit, CommitEffects effects, DateTimeOffset now, Action<BurstCommit> committed)
    : WriteItem<CommitReceipt>(Writing(commit, effects, now))
{
    public override void Complete()
    {
        committed(commit);
        base.Complete();
    }

    private static Func<StoreSession, CommitReceipt> Writing(BurstCommit commit, CommitEffects effects, DateTimeOffset now)
    {
        var instance = new InstanceWriter(commit.State, commit.ExpectedRowVersion);
        var bookmarks = new BookmarkWriter(commit, now);
        var journal = new JournalWriter(commit);
        var started = effects.Started is { } state ? new InstanceWriter(state, 0) : null;
        var (consumedStimulusId, notice, key, _) = effects;

        return session =>
        {
            // First the instance: if it is refused, nothing of this burst has been written.
            if (key is not null && StartKeyStore.IsTaken(session, key))
                throw new ConcurrencyConflictException(commit.State.Id);

            var rowVersion = instance.Write(session);
            if (key is not null)
                StartKeyStore.Write(session, key);

            var matches = bookmarks.Write(session);
            journal.Write(session);
            if (consumedStimulusId is not null)
                StimulusStore.Delete(session, consumedStimulusId);

            if (notice is not null)
                matches = [.. matches, .. StimulusStore.Keep(session, notice, evenWithoutWaiter: true)];

            started?.TryInsert(session);
            return new CommitReceipt(rowVersion, matches);
        };
    }
}
