using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Pauses and resumes what begins by itself.</summary>
internal static class RuntimeEndpoints
{
    /// <summary>Where work comes from, by upstream's names.</summary>
    public static readonly IReadOnlyList<string> Sources = ["scheduling.trigger", "internal.bookmark-queue-worker", "http.trigger"];

    public static void MapRuntime(this IEndpointRouteBuilder api)
    {
        var runtime = api.MapGroup("/admin/workflow-runtime").RequirePermission(Permission.ManageRuntime);
        runtime.MapGet("/status", (IRuntimeControl control) => Answer(control));
        runtime.MapPost("/pause", PauseAsync).Audited(AuditActions.PauseRuntime);
        runtime.MapPost("/resume", Resume).Audited(AuditActions.ResumeRuntime);
    }

    private static async Task<IResult> PauseAsync(HttpRequest request, IRuntimeControl control, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<PauseRequest>(cancellationToken);
        control.Begin(body.Reason, request.HttpContext.User.Identity?.Name);
        return Answer(control);
    }

    private static IResult Resume(IRuntimeControl control)
    {
        control.End();
        return Answer(control);
    }

    private static IResult Answer(IRuntimeControl control)
    {
        var pause = control.Pause;
        return Answers.Ok(new RuntimeModel(
            new PauseModel(pause is null ? "None" : "AdministrativePause", pause is null, pause?.PausedAt, pause?.Reason, pause?.RequestedBy, control.GenerationId),
            [.. Sources.Select(source => new SourceModel(source, pause is null ? "Running" : "Paused"))],
            control.ActiveBursts));
    }

    /// <summary>Why somebody pauses.</summary>
    private sealed record PauseRequest
    {
        public string? Reason { get; init; }
    }

    private sealed record RuntimeModel(PauseModel State, IReadOnlyList<SourceModel> Sources, int ActiveExecutionCycleCount);

    private sealed record PauseModel(
        string Reason, bool IsAcceptingNewWork, DateTimeOffset? PausedAt, string? PauseReasonText, string? PauseRequestedBy, string GenerationId);

    private sealed record SourceModel(string Name, string State);
}
