namespace Transcribe.Engine.Storage;

/// <summary>Keeps stimuli that found nobody.</summary>
internal interface IStimulusStore
{
    /// <summary>
    /// Keeps a stimulus. If waiters came since the caller looked, it is kept once for each of them, assigned; else once, if
    /// <paramref name="evenWithoutWaiter"/> says so. With a <see cref="StimulusRow.BookmarkId"/> it is for that waiter only.
    /// </summary>
    /// <returns>What has to be delivered now.</returns>
    Task<IReadOnlyList<StimulusMatch>> KeepAsync(StimulusRow stimulus, bool evenWithoutWaiter, CancellationToken cancellationToken);

    /// <summary>Looks for another waiter, because the bookmark that it was assigned to is gone.</summary>
    /// <returns>The bookmark that it is now assigned to; null: it waits again.</returns>
    Task<BookmarkRow?> ReassignAsync(string id, CancellationToken cancellationToken);

    /// <summary>A kept stimulus; null: it has arrived or expired.</summary>
    Task<StimulusRow?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Those that were assigned to a bookmark and have not arrived: at a start, the ones that a crash kept from arriving.</summary>
    Task<IReadOnlyList<StimulusRow>> ListAssignedAsync(CancellationToken cancellationToken);

    /// <summary>Gives up those that nobody has waited for in time; returns how many.</summary>
    Task<int> PurgeAsync(CancellationToken cancellationToken);
}
