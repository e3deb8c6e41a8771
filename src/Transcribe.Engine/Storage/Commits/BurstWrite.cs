using Transcribe.Engine.State;

namespace Transcribe.Engine.Storage;

/// <summary>Writes one burst. What costs time, the JSON, is made on the caller's thread, before it queues.</summary>
internal sealed class BurstWrite(BurstCommit commit, string? consumedStimulusId, StimulusRow? notice, StartKeyRow? key, DateTimeOffset now, Action<BurstCommit> committed)
    : WriteItem<CommitReceipt>(Writing(commit, consumedStimulusId, notice, key, now))
{
    public override void Complete()
    {
        committed(commit);
        base.Complete();
    }

    private static Func<StoreSession, CommitReceipt> Writing(BurstCommit commit, string? consumedStimulusId, StimulusRow? notice, StartKeyRow? key, DateTimeOffset now)
    {
        var instance = new InstanceWriter(commit.State, commit.ExpectedRowVersion);
        var bookmarks = new BookmarkWriter(commit, now);
        var journal = new JournalWriter(commit);

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

            return new CommitReceipt(rowVersion, matches);
        };
    }
}
