using Microsoft.EntityFrameworkCore;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Storage;

/// <inheritdoc/>
internal sealed class InstanceStore(CommitQueue queue, SessionPool sessions, IDbContextFactory<EngineDbContext> contexts) : IInstanceStore
{
    private const int MaxPage = 1000;

    private static readonly Statement Load = new("""SELECT "SubStatus", "RowVersion", "Data" FROM "WorkflowInstances" WHERE "Id" = @p0""");

    // Most instances are finished: what runs is found by the index of what runs, or by correlation, never among all of a definition's.
    private static readonly Statement Running = new("""
        SELECT "Id" FROM "WorkflowInstances"
        WHERE "Status" = 'Running' AND "DefinitionId" || '' = COALESCE(@p0, "DefinitionId") LIMIT @p1
        """);

    private static readonly Statement RunningWithCorrelation = new("""
        SELECT "Id" FROM "WorkflowInstances"
        WHERE "CorrelationId" = @p0 AND "Status" = 'Running' AND "DefinitionId" || '' = COALESCE(@p1, "DefinitionId") LIMIT @p2
        """);

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
        return new(sessions.Read(session => session.First(
            Load,
            static reader => new InstanceSnapshot(reader.Name<WorkflowSubStatus>(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2)),
            id)));
    }

    public async Task<InstanceRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.WorkflowInstances.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
    }

    public async Task<Page<InstanceRow>> ListAsync(InstanceFilter filter, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = context.WorkflowInstances.AsNoTracking().Where(filter);
        var total = await rows.CountAsync(cancellationToken);
        var items = await rows.InOrder(filter).Skip(filter.Skip).Take(Math.Clamp(filter.Take, 1, MaxPage)).ToListAsync(cancellationToken);
        return new Page<InstanceRow>(items, total);
    }

    public async Task<IReadOnlyList<string>> ListUnfinishedBurstsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.WorkflowInstances
            .Where(row => row.Status == WorkflowStatus.Running
                && (row.SubStatus == WorkflowSubStatus.Pending || row.SubStatus == WorkflowSubStatus.Executing || row.SubStatus == WorkflowSubStatus.Interrupted))
            .OrderBy(row => row.UpdatedAt).Select(row => row.Id).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<string>> ListOrphansAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.WorkflowInstances
            .Where(row => row.SubStatus == WorkflowSubStatus.Suspended && !context.WorkflowDefinitions.Any(definition => definition.Id == row.DefinitionVersionId))
            .OrderBy(row => row.UpdatedAt).Select(row => row.Id).ToListAsync(cancellationToken);
    }

    public Task<IReadOnlyList<string>> ListRunningAsync(string? definitionId, string? correlationId, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<string>>(sessions.Read(session => correlationId is null
            ? session.Query(Running, static reader => reader.GetString(0), definitionId, limit)
            : session.Query(RunningWithCorrelation, static reader => reader.GetString(0), correlationId, definitionId, limit)));
    }

    public async Task<IReadOnlyList<FinishedInstance>> ListFinishedAsync(DateTimeOffset createdBefore, FinishedInstance? last, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = context.WorkflowInstances.Where(row => row.Status == WorkflowStatus.Finished && row.CreatedAt < createdBefore);
        if (last is not null)
            rows = rows.Where(row => row.CreatedAt > last.CreatedAt || (row.CreatedAt == last.CreatedAt && string.Compare(row.Id, last.Id) > 0));

        return await rows.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).Take(limit)
            .Select(row => new FinishedInstance(row.Id, row.SubStatus, row.CreatedAt, row.FinishedAt ?? row.UpdatedAt)).ToListAsync(cancellationToken);
    }

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
}
