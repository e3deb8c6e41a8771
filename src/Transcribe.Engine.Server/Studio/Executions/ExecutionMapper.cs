using System.Text.Json.Nodes;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Shows the executions of runs.</summary>
internal sealed class ExecutionMapper(IInstanceStore instances, IInstanceReader reader, IJournalStore journal)
{
    /// <summary>The executions of a run, at some places in the graph or at all, oldest first.</summary>
    public async Task<IReadOnlyList<ExecutionModel>> ListAsync(string instanceId, IReadOnlyCollection<string> nodeIds, CancellationToken cancellationToken)
    {
        var instance = await instances.FindAsync(instanceId, cancellationToken);
        var all = (await journal.ListExecutionsAsync(instanceId, null, cancellationToken)).ToDictionary(row => row.Id, StringComparer.Ordinal);
        return [.. all.Values
            .Where(row => nodeIds.Count == 0 || nodeIds.Contains(row.ActivityNodeId))
            .OrderBy(row => row.StartedAt).ThenBy(row => DepthOf(row, all))
            .Select(row => Map(row, instance, row.ParentId is { } owner ? all.GetValueOrDefault(owner) : null, DepthOf(row, all)))];
    }

    /// <summary>An execution with those that it runs in, the root first; empty: there is none.</summary>
    /// <param name="id">The execution.</param>
    /// <param name="acrossRuns">Whether the chain goes on with the execution that started the run, in its own run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<ExecutionModel>> ListChainAsync(string id, bool acrossRuns, CancellationToken cancellationToken)
    {
        var chain = new List<(ActivityExecutionRow Row, InstanceRow? Instance)>();
        for (string? next = id; next is not null && await journal.FindExecutionAsync(next, cancellationToken) is { } row;)
        {
            var instance = chain is [.., var (inner, known)] && inner.WorkflowInstanceId == row.WorkflowInstanceId
                ? known
                : await instances.FindAsync(row.WorkflowInstanceId, cancellationToken);
            chain.Add((row, instance));
            next = row.ParentId ?? (acrossRuns ? await StarterOfAsync(instance, cancellationToken) : null);
        }

        chain.Reverse();
        return [.. chain.Select((link, depth) => Map(link.Row, link.Instance, depth == 0 ? null : chain[depth - 1].Row, depth))];
    }

    private async Task<string?> StarterOfAsync(InstanceRow? instance, CancellationToken cancellationToken) => instance?.ParentWorkflowInstanceId is null
        ? null
        : (await reader.ReadStateAsync(instance.Id, cancellationToken))?.SchedulingActivityExecutionId;

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

    private static ExecutionModel Map(ActivityExecutionRow row, InstanceRow? instance, ActivityExecutionRow? owner, int depth) => new(Summarize(row, instance))
    {
        ActivityState = StudioJson.Parse(row.Inputs) as JsonObject ?? [],
        Outputs = StudioJson.Parse(row.Outputs),
        Payload = StudioJson.Parse(row.JournalData),
        Exception = WithoutStackTrace(StudioJson.Parse(row.Exception)),
        SchedulingActivityExecutionId = row.ParentId ?? owner?.Id,
        SchedulingActivityId = owner?.ActivityId,
        SchedulingWorkflowInstanceId = owner is not null && owner.WorkflowInstanceId != row.WorkflowInstanceId ? owner.WorkflowInstanceId : null,
        CallStackDepth = depth,
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
