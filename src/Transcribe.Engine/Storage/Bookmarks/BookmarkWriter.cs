using Transcribe.Engine.Authoring;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Storage;

/// <summary>
/// Writes the bookmarks of a burst. A new one looks for a stimulus that came before it, in the same transaction: because there is one
/// writer, a stimulus either finds the bookmark or is found by it.
/// </summary>
internal sealed class BookmarkWriter(BurstCommit commit, DateTimeOffset now)
{
    private static readonly Statement Insert = Statement.Insert("Bookmarks", BookmarkStore.Columns);
    private static readonly Statement Delete = new("""DELETE FROM "Bookmarks" WHERE "Id" = @p0""");

    private readonly string?[] _payloads = [.. commit.AddedBookmarks.Select(bookmark => Json.Of(bookmark.Payload))];

    public IReadOnlyList<StimulusMatch> Write(StoreSession session)
    {
        foreach (var id in commit.RemovedBookmarkIds)
            session.Execute(Delete, id);

        List<StimulusMatch>? matches = null;
        for (var i = 0; i < commit.AddedBookmarks.Count; i++)
        {
            var bookmark = commit.AddedBookmarks[i];
            Write(session, bookmark, _payloads[i]);
            foreach (var match in StimulusStore.Match(session, bookmark, commit.State, now))
                (matches ??= []).Add(match);
        }

        return matches ?? (IReadOnlyList<StimulusMatch>)[];
    }

    private void Write(StoreSession session, Bookmark bookmark, string? payload) => session.Execute(
        Insert, bookmark.Id, bookmark.Name, bookmark.Hash, commit.State.Id, bookmark.ActivityId, bookmark.ActivityNodeId,
        bookmark.ActivityInstanceId, commit.State.CorrelationId, bookmark.CreatedAt, bookmark.DueAt, payload);
}
