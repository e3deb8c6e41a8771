using System.Data.Common;

namespace Transcribe.Engine.Storage;

/// <inheritdoc/>
internal sealed class BookmarkStore(CommitQueue queue, SessionPool sessions) : IBookmarkStore
{
    internal static readonly string[] Columns =
    [
        "Id", "Name", "Hash", "WorkflowInstanceId", "ActivityId", "ActivityNodeId", "ActivityInstanceId", "CorrelationId", "CreatedAt", "DueAt", "Payload",
    ];

    private static readonly string Select = $"SELECT {Statement.Names(Columns)} FROM \"Bookmarks\"";
    private static readonly Statement ById = new($"{Select} WHERE \"Id\" = @p0");

    private static readonly Statement OfInstance = new($"{Select} WHERE \"WorkflowInstanceId\" = @p0 ORDER BY \"CreatedAt\", \"Id\"");
    private static readonly Statement ByName = new($"{Select} WHERE \"Name\" = @p0 ORDER BY \"CreatedAt\"");

    private static readonly Statement ByHash = new($"""
        {Select} WHERE "Hash" = @p0
            AND (@p1 IS NULL OR "WorkflowInstanceId" = @p1) AND (@p2 IS NULL OR "CorrelationId" = @p2)
            AND (@p3 IS NULL OR "ActivityInstanceId" = @p3) AND (@p4 IS NULL OR "Id" = @p4)
        ORDER BY "CreatedAt", "Id"
        """);

    private static readonly Statement Due = new("""
        SELECT "Id", "WorkflowInstanceId", "DueAt" FROM "Bookmarks"
        WHERE "DueAt" IS NOT NULL AND ("DueAt", "Id") > (@p0, @p1)
        ORDER BY "DueAt", "Id" LIMIT @p2
        """);

    public event EventHandler<BookmarksChangedEventArgs> Changed
    {
        add => queue.BookmarksChanged += value;
        remove => queue.BookmarksChanged -= value;
    }

    public event EventHandler Faltered
    {
        add => queue.Faltered += value;
        remove => queue.Faltered -= value;
    }

    public ValueTask<IReadOnlyList<BookmarkRow>> FindAsync(BookmarkFilter filter, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(sessions.Read(session => Find(session, filter)));
    }

    public ValueTask<BookmarkRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(sessions.Read(session => session.First(ById, Read, id)));
    }

    public ValueTask<IReadOnlyList<DueBookmark>> ListDueAsync(DueBookmark? after, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(sessions.Read(session => session.Query(
            Due,
            static reader => new DueBookmark(reader.GetString(0), reader.GetString(1), reader.Moment(2)),
            after?.DueAt ?? DateTimeOffset.MinValue, after?.Id ?? string.Empty, limit)));
    }

    public Task<IReadOnlyList<BookmarkRow>> ListByInstanceAsync(string workflowInstanceId, CancellationToken cancellationToken) =>
        ListAsync(OfInstance, workflowInstanceId, cancellationToken);

    public Task<IReadOnlyList<BookmarkRow>> ListByNameAsync(string name, CancellationToken cancellationToken) => ListAsync(ByName, name, cancellationToken);

    /// <summary>The lookup inside the writer's transaction.</summary>
    internal static List<BookmarkRow> Find(StoreSession session, BookmarkFilter filter) =>
        session.Query(ByHash, Read, filter.Hash, filter.WorkflowInstanceId, filter.CorrelationId, filter.ActivityInstanceId, filter.BookmarkId);

    private Task<IReadOnlyList<BookmarkRow>> ListAsync(Statement statement, string value, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<BookmarkRow>>(sessions.Read(session => session.Query(statement, Read, value)));
    }

    private static BookmarkRow Read(DbDataReader reader) => new()
    {
        Id = reader.GetString(0),
        Name = reader.GetString(1),
        Hash = reader.GetString(2),
        WorkflowInstanceId = reader.GetString(3),
        ActivityId = reader.GetString(4),
        ActivityNodeId = reader.GetString(5),
        ActivityInstanceId = reader.GetString(6),
        CorrelationId = reader.Text(7),
        CreatedAt = reader.Moment(8),
        DueAt = reader.MomentOrNull(9),
        Payload = reader.Text(10),
    };
}
