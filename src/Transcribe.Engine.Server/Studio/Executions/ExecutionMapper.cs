using System.Text.Json.Nodes;
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
        var chain = new List<ActivityExecutionRow>();
        for (var next = id; next is not null; next = chain[^1].ParentId)
        {
            if (await journal.FindExecutionAsync(next, cancellationToken) is not { } row)
                break;

            chain.Add(row);
        }

        if (chain.Count == 0)
            return [];

        var instance = await instances.FindAsync(chain[0].WorkflowInstanceId, cancellationToken);
        var all = chain.ToDictionary(row => row.Id, StringComparer.Ordinal);
        return [.. chain.Select(row => Map(row, instance, all)).Reverse()];
    }

    private static ExecutionSummary Summarize(ActivityExecutionRow row, InstanceRow? instance) => new()
    {
        WorkflowInstanceId = row.WorkflowInstanceId,
        ActivityId = row.ActivityId,
        ActivityNodeId = row.ActivityNodeId,
        ActivityType = row.ActivityType,
        ActivityTypeVersion = row.ActivityTypeVersion,
        ActivityName = row.ActivityName,
        StartedAt = row.StartedAt,
        HasBookmarks = row.HasBookmarks,
        Status = Outcome.Of(row.Status, row.AggregateFaultCount, instance?.SubStatus),
        AggregateFaultCount = row.AggregateFaultCount,
        CompletedAt = row.CompletedAt ?? instance?.FinishedAt,
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
