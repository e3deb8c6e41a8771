namespace Transcribe.Engine.Storage;

/// <summary>Finds waiting places. They are written by the commits of bursts.</summary>
public interface IBookmarkStore
{
    /// <summary>Bookmarks have come or gone, durably. Raised on the writer's thread: handlers only take note, and never throw.</summary>
    event EventHandler<BookmarksChangedEventArgs> Changed;

    /// <summary>
    /// The database reported an error, so bookmarks may have come or gone without <see cref="Changed"/>: whoever keeps them in memory reads
    /// them again. Raised on the writer's thread: handlers only take note, and never throw.
    /// </summary>
    event EventHandler Faltered;

    /// <summary>The bookmarks that a stimulus reaches.</summary>
    ValueTask<IReadOnlyList<BookmarkRow>> FindAsync(BookmarkFilter filter, CancellationToken cancellationToken);

    /// <summary>A bookmark by its id; null: it is gone.</summary>
    ValueTask<BookmarkRow?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The next bookmarks that the clock resumes, in the order of <see cref="DueBookmark"/>.</summary>
    /// <param name="after">Only those behind this one; null: from the first.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<IReadOnlyList<DueBookmark>> ListDueAsync(DueBookmark? after, int limit, CancellationToken cancellationToken);

    /// <summary>Where an instance waits.</summary>
    Task<IReadOnlyList<BookmarkRow>> ListByInstanceAsync(string workflowInstanceId, CancellationToken cancellationToken);

    /// <summary>All bookmarks of a stimulus name, such as those of HTTP endpoints.</summary>
    Task<IReadOnlyList<BookmarkRow>> ListByNameAsync(string name, CancellationToken cancellationToken);
}

/// <summary>Which bookmarks a stimulus reaches; what is null does not narrow.</summary>
public sealed record BookmarkFilter(string Hash)
{
    /// <summary>Only this instance.</summary>
    public string? WorkflowInstanceId { get; init; }

    /// <summary>Only instances that had this correlation id when they began to wait.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Only this execution.</summary>
    public string? ActivityInstanceId { get; init; }

    /// <summary>Only this bookmark.</summary>
    public string? BookmarkId { get; init; }
}

/// <summary>A bookmark of the clock, ordered by moment, then id.</summary>
/// <param name="Id">The bookmark.</param>
/// <param name="WorkflowInstanceId">The waiting instance.</param>
/// <param name="DueAt">When it is due.</param>
public sealed record DueBookmark(string Id, string WorkflowInstanceId, DateTimeOffset DueAt);
