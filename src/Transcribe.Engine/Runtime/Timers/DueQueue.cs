using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>
/// The near future of the clock's bookmarks. It is complete up to its horizon; what lies behind is only in the database, so any number of
/// waiting instances costs no memory.
/// </summary>
internal sealed class DueQueue
{
    private readonly PriorityQueue<DueBookmark, (DateTimeOffset DueAt, string Id)> _near = new();

    /// <summary>Up to which moment every bookmark is here.</summary>
    public DateTimeOffset Horizon { get; private set; } = DateTimeOffset.MinValue;

    public int Count => _near.Count;

    /// <summary>When the next one is due; null: none is here.</summary>
    public DateTimeOffset? Next => _near.TryPeek(out var next, out _) ? next.DueAt : null;

    /// <summary>Adds a new bookmark, unless the database is to tell of it later.</summary>
    public void Add(DueBookmark bookmark)
    {
        if (bookmark.DueAt <= Horizon)
            _near.Enqueue(bookmark, (bookmark.DueAt, bookmark.Id));
    }

    /// <summary>Adds what the database told, and up to where it told it.</summary>
    public void AddPage(IEnumerable<DueBookmark> page, DateTimeOffset horizon)
    {
        Horizon = horizon;
        foreach (var bookmark in page)
            _near.Enqueue(bookmark, (bookmark.DueAt, bookmark.Id));
    }

    /// <summary>Takes the next one that is due.</summary>
    public bool TryTakeDue(DateTimeOffset now, out DueBookmark bookmark) =>
        _near.TryPeek(out bookmark!, out _) && bookmark.DueAt <= now && _near.TryDequeue(out bookmark!, out _);

    /// <summary>Forgets everything; the database tells it again.</summary>
    public void Clear()
    {
        _near.Clear();
        Horizon = DateTimeOffset.MinValue;
    }
}
