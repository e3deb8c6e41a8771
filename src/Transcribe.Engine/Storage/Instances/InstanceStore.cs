using Microsoft.EntityFrameworkCore;

namespace Transcribe.Engine.Storage;

/// <inheritdoc/>
internal sealed class InstanceStore(CommitQueue queue, SessionPool sessions, IDbContextFactory<EngineDbContext> contexts) : IInstanceStore
{
    private const int MaxPage = 1000;

    private static readonly Statement DeleteInstance = new("""DELETE FROM "WorkflowInstances" WHERE "Id" = @p0""");

    private static readonly Statement[] DeleteBelongings =
    [
        new("""DELETE FROM "Bookmarks" WHERE "WorkflowInstanceId" = @p0"""),
        new("""DELETE FROM "Journal" WHERE "WorkflowInstanceId" = @p0"""),
        new("""DELETE FROM "ActivityExecutions" WHERE "WorkflowInstanceId" = @p0"""),
        new("""DELETE FROM "Stimuli" WHERE "WorkflowInstanceId" = @p0"""),
    ];

    public event EventHandler<InstanceCommittedEventArgs> Committed
    {
        add => queue.InstanceCommitted += value;
        remove => queue.InstanceCommitted -= value;
    }

    public ValueTask<InstanceSnapshot?> LoadAsync(string id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(sessions.Read(session => InstanceReads.Load(session, id)));
    }

    public Task<InstanceRow?> FindAsync(string id, CancellationToken cancellationToken) => ReadAsync(session => InstanceReads.Find(session, id), cancellationToken);

    public async Task<Page<InstanceRow>> ListAsync(InstanceFilter filter, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = context.WorkflowInstances.AsNoTracking().Where(filter);
        var total = await rows.CountAsync(cancellationToken);
        var items = await rows.InOrder(filter).Skip(filter.Skip).Take(Math.Clamp(filter.Take, 1, MaxPage)).ToListAsync(cancellationToken);
        return new Page<InstanceRow>(items, total);
    }

    public Task<IReadOnlyList<string>> ListUnfinishedBurstsAsync(CancellationToken cancellationToken) => ReadAsync(InstanceReads.ListUnfinishedBursts, cancellationToken);

    public Task<IReadOnlyList<string>> ListOrphansAsync(CancellationToken cancellationToken) => ReadAsync(InstanceReads.ListOrphans, cancellationToken);

    public Task<IReadOnlyList<string>> ListRunningAsync(string? definitionId, string? correlationId, int limit, CancellationToken cancellationToken) =>
        ReadAsync(session => InstanceReads.ListRunning(session, definitionId, correlationId, limit), cancellationToken);

    public Task<IReadOnlyList<FinishedInstance>> ListFinishedAsync(DateTimeOffset createdBefore, FinishedInstance? last, int limit, CancellationToken cancellationToken) =>
        ReadAsync(session => InstanceReads.ListFinished(session, createdBefore, last, limit), cancellationToken);

    public Task<int> DeleteAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => queue.WriteAsync(
        session =>
        {
            var deleted = 0;
            foreach (var id in ids)
            {
                deleted += session.Execute(DeleteInstance, id);
                foreach (var statement in DeleteBelongings)
                    session.Execute(statement, id);
            }

            return deleted;
        },
        cancellationToken);

    private Task<T> ReadAsync<T>(Func<StoreSession, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(sessions.Read(read));
    }
}
