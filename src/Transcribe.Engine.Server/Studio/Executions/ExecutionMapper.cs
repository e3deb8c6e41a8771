using System.Text.Json.Nodes;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Shows the executions of one run.</summary>
internal sealed class ExecutionMapper(IInstanceStore instances, IJournalStore journal)
{
    /// <summary>The executions of a run, at some places in the graph or at all, oldest first.</summary>
    public async Task<IReadOnlyList<ExecutionModel>> ListAsync(string instanceId, IReadOnlyCollection<string> nodeIds, CancellationToken cancellationToken)
    {
        var instance = await instances.FindAsync(instanceId, cancellationToken);
        var all = (await journal.ListExecutionsAsync(instanceId, null, cancellationToken)).ToDictionary(row => row.Id, StringComparer.Ordinal);
        return [.. all.Values
            .Where(row => nodeIds.Count == 0 || nodeIds.Contains(row.ActivityNodeId))
            .OrderBy(row => row.StartedAt).ThenBy(row => DepthOf(row, all))
            .Select(row => Map(row, instance, all))];
    }

    /// <summary>An execution with those that it runs in, the root first; empty: there is none.</summary>
    public async Task<IReadOnlyList<ExecutionModel>> ListChainAsync(string id, CancellationToken cancellationToken)
    {
        if (await journal.FindExecutionAsync(id, cancellationToken) is not { } row)
            return [];

        var executions = (await ListAsync(row.WorkflowInstanceId, [], cancellationToken)).ToDictionary(execution => execution.Id, StringComparer.Ordinal);
        var chain = new List<ExecutionModel>();
        for (var next = executions.GetValueOrDefault(id); next is not null; next = executions.GetValueOrDefault(next.SchedulingActivityExecutionId ?? string.Empty))
            chain.Insert(0, next);

        return chain;
    }

    public static ExecutionSummary Summarize(ActivityExecutionRow row, InstanceRow? instance) => new()
    {
        WorkflowInstanceId = row.WorkflowInstanceId,
        ActivityId = row.ActivityId,
        ActivityNodeId = row.ActivityNodeId,
        ActivityType = row.ActivityType,
        ActivityTypeVersion = row.ActivityTypeVersion,
        ActivityName = row.ActivityName,
        StartedAt = row.StartedAt,
        HasBookmarks = row.HasBookmarks,
        Status = StatusOf(row, instance),
        AggregateFaultCount = row.AggregateFaultCount,
        CompletedAt = row.CompletedAt ?? (StatusOf(row, instance) == row.Status ? null : instance?.FinishedAt),
        Id = row.Id,
    };

    private static ExecutionModel Map(ActivityExecutionRow row, InstanceRow? instance, Dictionary<string, ActivityExecutionRow> all) => new(Summarize(row, instance))
    {
        ActivityState = StudioJson.Parse(row.Inputs) as JsonObject ?? [],
        Outputs = StudioJson.Parse(row.Outputs),
        Payload = StudioJson.Parse(row.JournalData),
        Exception = WithoutStackTrace(StudioJson.Parse(row.Exception)),
        SchedulingActivityExecutionId = row.ParentId,
        SchedulingActivityId = row.ParentId is { } parent ? all.GetValueOrDefault(parent)?.ActivityId : null,
        CallStackDepth = DepthOf(row, all),
    };

    // Nothing runs in a run that ended; a designer that read otherwise would ask for news every second.
    private static ActivityStatus StatusOf(ActivityExecutionRow row, InstanceRow? instance) => (row.Status, instance?.SubStatus) switch
    {
        (ActivityStatus.Running or ActivityStatus.Pending, WorkflowSubStatus.Faulted) when row.AggregateFaultCount > 0 => ActivityStatus.Faulted,
        (ActivityStatus.Running or ActivityStatus.Pending, WorkflowSubStatus.Faulted or WorkflowSubStatus.Cancelled or WorkflowSubStatus.Finished) => ActivityStatus.Canceled,
        _ => row.Status,
    };

    private static int DepthOf(ActivityExecutionRow row, Dictionary<string, ActivityExecutionRow> all)
    {
        var depth = 0;
        for (var parent = row.ParentId; parent is not null && all.TryGetValue(parent, out var owner); parent = owner.ParentId)
            depth++;

        return depth;
    }

    private static JsonNode? WithoutStackTrace(JsonNode? exception)
    {
        for (var inner = exception as JsonObject; inner is not null; inner = inner["innerException"] as JsonObject)
        {
            inner.Remove("stackTrace");
            if (inner.Text("type") is { } type)
                inner["type"] = type[(type.LastIndexOf('.') + 1)..];
        }

        return exception;
    }
}
