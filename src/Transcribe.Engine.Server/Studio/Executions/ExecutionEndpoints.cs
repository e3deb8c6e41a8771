using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Engine.Server.Studio;

/// <summary>What ran in a run, activity by activity.</summary>
internal static class ExecutionEndpoints
{
    public static void MapExecutions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/activity-executions/list", ListAsync).RequirePermission(Permission.ReadInstances);
        api.MapGet("/activity-execution-summaries/list", ListSummariesAsync).RequirePermission(Permission.ReadInstances);
        api.MapGet("/activity-executions/count", CountAsync).RequirePermission(Permission.ReadInstances);
        api.MapGet("/activity-executions/by-id", FindAsync).RequirePermission(Permission.ReadInstances);
        api.MapGet("/activity-executions/{id}/call-stack", ListChainAsync).RequirePermission(Permission.ReadInstances);
        api.MapPost("/activity-executions/report", ReportAsync).RequirePermission(Permission.ReadInstances);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, ExecutionMapper executions, CancellationToken cancellationToken) =>
        Answers.List(await FindManyAsync(request, executions, cancellationToken));

    private static async Task<IResult> ListSummariesAsync(HttpRequest request, ExecutionMapper executions, CancellationToken cancellationToken) =>
        Answers.List<ExecutionSummary>([.. (await FindManyAsync(request, executions, cancellationToken)).Select(execution => execution.ToSummary())]);

    private static async Task<IResult> CountAsync(HttpRequest request, ExecutionMapper executions, CancellationToken cancellationToken) =>
        Answers.Ok(new { (await FindManyAsync(request, executions, cancellationToken)).Count });

    private static async Task<IResult> FindAsync(HttpRequest request, ExecutionMapper executions, CancellationToken cancellationToken) =>
        await executions.ListChainAsync(request.Query.Text("id") ?? string.Empty, cancellationToken) is [.., var execution] ? Answers.Ok(execution) : Results.NotFound();

    private static async Task<IResult> ListChainAsync(string id, ExecutionMapper executions, CancellationToken cancellationToken) =>
        await executions.ListChainAsync(id, cancellationToken) is { Count: > 0 } chain
            ? Answers.Ok(new { ActivityExecutionId = id, Items = chain, TotalCount = chain.Count })
            : Results.NotFound();

    private static async Task<IResult> ReportAsync(HttpRequest request, ExecutionMapper executions, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<ReportRequest>(cancellationToken);
        var all = await executions.ListAsync(body.WorkflowInstanceId ?? string.Empty, body.ActivityNodeIds ?? [], cancellationToken);
        return Answers.Ok(new { Stats = all.GroupBy(execution => execution.ActivityNodeId, StringComparer.Ordinal).Select(Count) });
    }

    private static Task<IReadOnlyList<ExecutionModel>> FindManyAsync(HttpRequest request, ExecutionMapper executions, CancellationToken cancellationToken) =>
        executions.ListAsync(request.Query.Text("workflowInstanceId") ?? string.Empty, request.Query.List("activityNodeId"), cancellationToken);

    private static ExecutionCount Count(IEnumerable<ExecutionModel> executions)
    {
        var all = executions.ToList();
        var completed = all.Count(execution => execution.Status == ActivityStatus.Completed);
        return new ExecutionCount
        {
            ActivityId = all[0].ActivityId,
            ActivityNodeId = all[0].ActivityNodeId,
            StartedCount = all.Count,
            CompletedCount = completed,
            UncompletedCount = all.Count - completed,
            IsBlocked = all.Exists(execution => execution.HasBookmarks && execution.Status == ActivityStatus.Running),
            IsFaulted = all.Exists(execution => execution.Status == ActivityStatus.Faulted),
            AggregateFaultCount = all.Sum(execution => execution.AggregateFaultCount),
        };
    }
}
