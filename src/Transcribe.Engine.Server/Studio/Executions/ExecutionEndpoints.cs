using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
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

    private static async Task<IResult> CountAsync(HttpRequest request, ExecutionCounter counter, CancellationToken cancellationToken)
    {
        var counts = await counter.CountAsync(InstanceOf(request), request.Query.List("activityNodeId"), cancellationToken);
        return Answers.Ok(new { Count = counts.Sum(count => count.StartedCount) });
    }

    private static async Task<IResult> FindAsync(HttpRequest request, ExecutionMapper executions, CancellationToken cancellationToken) =>
        await executions.ListChainAsync(request.Query.Text("id") ?? string.Empty, acrossRuns: false, cancellationToken) is [.., var execution] ? Answers.Ok(execution) : Results.NotFound();

    private static async Task<IResult> ListChainAsync(string id, HttpRequest request, ExecutionMapper executions, CancellationToken cancellationToken) =>
        await executions.ListChainAsync(id, request.Query.Flag("includeCrossWorkflowChain") ?? true, cancellationToken) is { Count: > 0 } chain
            ? Answers.Ok(new { ActivityExecutionId = id, Items = chain, TotalCount = chain.Count })
            : Results.NotFound();

    private static async Task<IResult> ReportAsync(HttpRequest request, ExecutionCounter counter, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<ReportRequest>(cancellationToken);
        return Answers.Ok(new { Stats = await counter.CountAsync(body.WorkflowInstanceId ?? string.Empty, body.ActivityNodeIds ?? [], cancellationToken) });
    }

    private static Task<IReadOnlyList<ExecutionModel>> FindManyAsync(HttpRequest request, ExecutionMapper executions, CancellationToken cancellationToken) =>
        executions.ListAsync(InstanceOf(request), request.Query.List("activityNodeId"), cancellationToken);

    private static string InstanceOf(HttpRequest request) => request.Query.Text("workflowInstanceId") ?? string.Empty;
}
