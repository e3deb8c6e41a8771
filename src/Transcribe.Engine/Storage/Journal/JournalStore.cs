using Microsoft.EntityFrameworkCore;
using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Storage;

/// <inheritdoc/>
internal sealed class JournalStore(IDbContextFactory<EngineDbContext> contexts) : IJournalStore
{
    private const int MaxPage = 1000;

    public async Task<Page<JournalRow>> ListAsync(string workflowInstanceId, JournalFilter filter, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = context.Journal.AsNoTracking().Where(row => row.WorkflowInstanceId == workflowInstanceId);
        if (filter.ActivityIds is { Count: > 0 } activities)
            rows = rows.Where(row => activities.Contains(row.ActivityId));
        if (filter.ActivityNodeIds is { Count: > 0 } nodes)
            rows = rows.Where(row => nodes.Contains(row.ActivityNodeId));
        if (filter.ExcludedActivityTypes is { Count: > 0 } types)
            rows = rows.Where(row => !types.Contains(row.ActivityType));
        if (filter.EventNames is { Count: > 0 } events)
            rows = rows.Where(row => events.Contains(row.EventName));

        var total = await rows.CountAsync(cancellationToken);
        var items = await rows.OrderBy(row => row.Sequence).Skip(filter.Skip).Take(Math.Clamp(filter.Take, 1, MaxPage)).ToListAsync(cancellationToken);
        return new Page<JournalRow>(items, total);
    }

    public async Task<IReadOnlyList<ActivityExecutionRow>> ListExecutionsAsync(
        string workflowInstanceId, IReadOnlyCollection<string>? activityNodeIds, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Executions(context, workflowInstanceId, activityNodeIds)
            .OrderBy(row => row.StartedAt).ThenBy(row => row.Id).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<ExecutionTally>> CountExecutionsAsync(
        string workflowInstanceId, IReadOnlyCollection<string>? activityNodeIds, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Executions(context, workflowInstanceId, activityNodeIds)
            .GroupBy(row => new { row.ActivityId, row.ActivityNodeId, row.Status })
            .Select(rows => new ExecutionTally(
                rows.Key.ActivityId, rows.Key.ActivityNodeId, rows.Key.Status, rows.Count(), rows.Count(row => row.HasBookmarks), rows.Sum(row => row.AggregateFaultCount)))
            .ToListAsync(cancellationToken);
    }

    public async Task<ActivityExecutionRow?> FindExecutionAsync(string id, CancellationToken cancellationToken)
    {
        if (Identity.InstanceOf(id) is not { } instanceId)
            return null;

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ActivityExecutions.AsNoTracking()
            .SingleOrDefaultAsync(row => row.WorkflowInstanceId == instanceId && row.Id == id, cancellationToken);
    }

    private static IQueryable<ActivityExecutionRow> Executions(EngineDbContext context, string workflowInstanceId, IReadOnlyCollection<string>? activityNodeIds)
    {
        var rows = context.ActivityExecutions.AsNoTracking().Where(row => row.WorkflowInstanceId == workflowInstanceId);
        return activityNodeIds is { Count: > 0 } ? rows.Where(row => activityNodeIds.Contains(row.ActivityNodeId)) : rows;
    }
}
