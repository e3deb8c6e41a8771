using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Runs again what has ended, from one of its steps: an addition to upstream's API.</summary>
internal static class ReplayEndpoints
{
    public static void MapReplays(this IEndpointRouteBuilder api)
    {
        api.MapGet("/workflow-instances/{id}/replay", LookAsync).RequirePermission(Permission.ReadInstances);
        api.MapGet("/workflow-instances/{id}/replay/preview", PreviewAsync).RequirePermission(Permission.ReadInstances);
        api.MapPost("/workflow-instances/{id}/replay", StartAsync).RequirePermission(Permission.ExecuteDefinitions).Audited(AuditActions.ReplayRun);
    }

    private static async Task<IResult> LookAsync(string id, IReplays replays, CancellationToken cancellationToken) =>
        await replays.LookAsync(id, cancellationToken) is { } choices ? Answers.Ok(choices) : Results.NotFound();

    private static async Task<IResult> PreviewAsync(string id, HttpRequest request, IReplays replays, CancellationToken cancellationToken) =>
        await replays.PreviewAsync(id, request.Query.Text("from"), cancellationToken) is { } preview ? Answers.Ok(preview) : Results.NotFound();

    private static async Task<IResult> StartAsync(string id, HttpRequest request, IReplays replays, CancellationToken cancellationToken)
    {
        var from = (await request.BodyAsync<ReplayRequest>(cancellationToken)).From;
        if (await replays.StartAsync(id, string.IsNullOrWhiteSpace(from) ? null : from, cancellationToken) is not { } started)
            return Results.NotFound();

        request.HttpContext.Audit(action: null, id, started.WorkflowInstanceId!);
        return Answers.Ok(started);
    }
}

/// <summary>From which step: an execution's id, or an activity's id or name; null: the first one that failed.</summary>
internal sealed record ReplayRequest
{
    public string? From { get; init; }
}
