using System.Text.Json.Nodes;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Http;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Shows the executions of runs.</summary>
internal sealed class ExecutionMapper(IInstanceStore instances, IInstanceReader reader, IJournalStore journal, DefinitionCatalog catalog)
{
    /// <summary>The executions of a run, at some places in the graph or at all, oldest first.</summary>
    public async Task<IReadOnlyList<ExecutionModel>> ListAsync(string instanceId, IReadOnlyCollection<string> nodeIds, CancellationToken cancellationToken)
    {
        var run = await ReadAsync(instanceId, cancellationToken);
        return [.. run.Rows
            .Where(row => nodeIds.Count == 0 || nodeIds.Contains(row.ActivityNodeId))
            .OrderBy(row => row.StartedAt).ThenBy(run.Schedulers.DepthOf)
            .Select(row => Map(row, run.Instance, run.Schedulers.Of(row), run.Schedulers.DepthOf(row)))];
    }

    /// <summary>An execution with those that led to it, the root first; empty: there is none.</summary>
    /// <param name="id">The execution.</param>
    /// <param name="acrossRuns">Whether the chain goes on with the execution that started the run, in its own run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<ExecutionModel>> ListChainAsync(string id, bool acrossRuns, CancellationToken cancellationToken)
    {
        var chain = new List<(ActivityExecutionRow Row, InstanceRow? Instance)>();
        for (string? next = id; next is not null && await journal.FindExecutionAsync(next, cancellationToken) is { } last;)
        {
            var run = await ReadAsync(last.WorkflowInstanceId, cancellationToken);
            for (var row = run.Rows.FirstOrDefault(row => row.Id == last.Id); row is not null; row = run.Schedulers.Of(row))
                chain.Add((row, run.Instance));

            next = acrossRuns ? await StarterOfAsync(run.Instance, cancellationToken) : null;
        }

        chain.Reverse();
        return [.. chain.Select((link, depth) => Map(link.Row, link.Instance, depth == 0 ? null : chain[depth - 1].Row, depth))];
    }

    private async Task<(InstanceRow? Instance, IReadOnlyList<ActivityExecutionRow> Rows, Schedulers Schedulers)> ReadAsync(string instanceId, CancellationToken cancellationToken)
    {
        var instance = await instances.FindAsync(instanceId, cancellationToken);
        var rows = await journal.ListExecutionsAsync(instanceId, null, cancellationToken);
        var graph = instance is null ? null : await catalog.FindGraphAsync(instance.DefinitionVersionId, cancellationToken);
        return (instance, rows, new Schedulers(rows, graph));
    }

    private async Task<string?> StarterOfAsync(InstanceRow? instance, CancellationToken cancellationToken) => instance?.ParentWorkflowInstanceId is null
        ? null
        : (await reader.ReadStateAsync(instance.Id, cancellationToken))?.SchedulingActivityExecutionId;

    private static ExecutionSummary Summarize(ActivityExecutionRow row, InstanceRow? instance, JsonNode? payload) => new()
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
        Metadata = RetryJournal.IsIn(payload) ? new JsonObject { ["HasRetryAttempts"] = true } : [],
    };

    private static ExecutionModel Map(ActivityExecutionRow row, InstanceRow? instance, ActivityExecutionRow? scheduler, int depth) =>
        Map(row, instance, scheduler, depth, StudioJson.Parse(row.JournalData));

    private static ExecutionModel Map(ActivityExecutionRow row, InstanceRow? instance, ActivityExecutionRow? scheduler, int depth, JsonNode? payload) => new(Summarize(row, instance, payload))
    {
        ActivityState = StudioJson.Parse(row.Inputs) as JsonObject ?? [],
        Outputs = StudioJson.Parse(row.Outputs),
        Payload = payload,
        Exception = WithoutStackTrace(StudioJson.Parse(row.Exception)),
        SchedulingActivityExecutionId = scheduler?.Id,
        SchedulingActivityId = scheduler?.ActivityId,
        SchedulingWorkflowInstanceId = scheduler is not null && scheduler.WorkflowInstanceId != row.WorkflowInstanceId ? scheduler.WorkflowInstanceId : null,
        CallStackDepth = depth,
    };

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
