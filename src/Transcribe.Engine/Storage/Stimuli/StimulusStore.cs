using Microsoft.EntityFrameworkCore;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Storage;

/// <inheritdoc cref="IStimulusStore"/>
internal sealed class StimulusStore(CommitQueue queue, SessionPool sessions, IDbContextFactory<EngineDbContext> contexts, TimeProvider clock) : IStimulusStore, IKeptStimuli
{
    private const int NoLimit = int.MaxValue;

    private static readonly string[] Columns =
        ["Id", "Hash", "WorkflowInstanceId", "CorrelationId", "ActivityInstanceId", "Input", "CreatedAt", "ExpiresAt", "BookmarkId"];

    private static readonly Statement Insert = Statement.Insert("Stimuli", Columns);
    private static readonly Statement ById = new($"SELECT {Statement.Names(Columns)} FROM \"Stimuli\" WHERE \"Id\" = @p0");
    private static readonly Statement Assigned = new($"SELECT {Statement.Names(Columns)} FROM \"Stimuli\" WHERE \"BookmarkId\" IS NOT NULL ORDER BY \"CreatedAt\"");
    private static readonly Statement Assign = new("""UPDATE "Stimuli" SET "BookmarkId" = @p0 WHERE "Id" = @p1""");
    private static readonly Statement DeleteOne = new("""DELETE FROM "Stimuli" WHERE "Id" = @p0""");
    private static readonly Statement DeleteExpired = new("""DELETE FROM "Stimuli" WHERE "ExpiresAt" <= @p0 AND "BookmarkId" IS NULL""");

    private static readonly Statement KeptFor = new("""
        SELECT "Id" FROM "Stimuli"
        WHERE "Hash" = @p0 AND "BookmarkId" IS NULL AND "ExpiresAt" > @p1
            AND ("WorkflowInstanceId" IS NULL OR "WorkflowInstanceId" = @p2) AND ("CorrelationId" IS NULL OR "CorrelationId" = @p3)
            AND ("ActivityInstanceId" IS NULL OR "ActivityInstanceId" = @p4)
        ORDER BY "CreatedAt", "Id" LIMIT @p5
        """);

    public Task<IReadOnlyList<StimulusMatch>> KeepAsync(StimulusRow stimulus, bool evenWithoutWaiter, CancellationToken cancellationToken) =>
        queue.WriteAsync(session => Keep(session, stimulus, evenWithoutWaiter), cancellationToken);

    public Task<BookmarkRow?> ReassignAsync(string id, CancellationToken cancellationToken) => queue.WriteAsync(
        session =>
        {
            if (session.First(ById, Read, id) is not { } stimulus)
                return null;

            var waiter = FindWaiters(session, stimulus).FirstOrDefault();
            session.Execute(Assign, waiter?.Id, id);
            return waiter;
        },
        cancellationToken);

    public Task<StimulusRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(sessions.Read(session => session.First(ById, Read, id)));
    }

    public Task<IReadOnlyList<StimulusRow>> ListAssignedAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<StimulusRow>>(sessions.Read(session => session.Query(Assigned, Read)));
    }

    public async Task<Page<StimulusRow>> ListAsync(int skip, int take, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = context.Stimuli.AsNoTracking().Where(row => row.BookmarkId == null);
        var total = await rows.CountAsync(cancellationToken);
        return new Page<StimulusRow>(await rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Skip(skip).Take(take).ToListAsync(cancellationToken), total);
    }

    public Task<int> PurgeAsync(CancellationToken cancellationToken) =>
        queue.WriteAsync(session => session.Execute(DeleteExpired, clock.GetUtcNow()), cancellationToken);

    /// <summary>Keeps a stimulus inside the writer's transaction.</summary>
    internal static IReadOnlyList<StimulusMatch> Keep(StoreSession session, StimulusRow stimulus, bool evenWithoutWaiter)
    {
        var matches = FindWaiters(session, stimulus, stimulus.BookmarkId).Select((waiter, i) => new StimulusMatch(i == 0 ? stimulus.Id : $"{stimulus.Id}-{i}", waiter.Id, waiter.WorkflowInstanceId)).ToList();
        foreach (var match in matches)
            Write(session, stimulus, match.StimulusId, match.BookmarkId);
        if (matches.Count == 0 && evenWithoutWaiter)
            Write(session, stimulus, stimulus.Id, null);

        return matches;
    }

    /// <summary>
    /// Assigns kept stimuli to a new bookmark, in the transaction that adds it: the oldest one, or all to a bookmark that outlives being
    /// resumed, as if it had been there when they came.
    /// </summary>
    internal static IEnumerable<StimulusMatch> Match(StoreSession session, Bookmark bookmark, WorkflowState instance, DateTimeOffset now)
    {
        var ids = session.Query(
            KeptFor, static reader => reader.GetString(0),
            bookmark.Hash, now, instance.Id, instance.CorrelationId, bookmark.ActivityInstanceId, bookmark.AutoBurn ? 1 : NoLimit);
        foreach (var id in ids)
            session.Execute(Assign, bookmark.Id, id);

        return ids.Select(id => new StimulusMatch(id, bookmark.Id, instance.Id));
    }

    /// <summary>Records that a stimulus has arrived, in the transaction of the burst that it caused.</summary>
    internal static void Delete(StoreSession session, string id) => session.Execute(DeleteOne, id);

    private static void Write(StoreSession session, StimulusRow stimulus, string id, string? bookmarkId) => session.Execute(
        Insert, id, stimulus.Hash, stimulus.WorkflowInstanceId, stimulus.CorrelationId, stimulus.ActivityInstanceId,
        stimulus.Input, stimulus.CreatedAt, stimulus.ExpiresAt, bookmarkId);

    private static List<BookmarkRow> FindWaiters(StoreSession session, StimulusRow stimulus, string? bookmarkId = null) => BookmarkStore.Find(
        session,
        new BookmarkFilter(stimulus.Hash)
        {
            WorkflowInstanceId = stimulus.WorkflowInstanceId,
            CorrelationId = stimulus.CorrelationId,
            ActivityInstanceId = stimulus.ActivityInstanceId,
            BookmarkId = bookmarkId,
        });

    private static StimulusRow Read(System.Data.Common.DbDataReader reader) => new()
    {
        Id = reader.GetString(0),
        Hash = reader.GetString(1),
        WorkflowInstanceId = reader.Text(2),
        CorrelationId = reader.Text(3),
        ActivityInstanceId = reader.Text(4),
        Input = reader.Text(5),
        CreatedAt = reader.Moment(6),
        ExpiresAt = reader.Moment(7),
        BookmarkId = reader.Text(8),
    };
}
