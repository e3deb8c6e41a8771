using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Engine.Server.Studio;

/// <summary>What the clock will start, and when, and what people do about it: an addition to upstream's API.</summary>
internal static class ScheduleEndpoints
{
    private const int DefaultRuns = 5;

    public static void MapSchedules(this IEndpointRouteBuilder api)
    {
        api.MapGet("/schedules", ListAsync).RequirePermission(Permission.ReadDefinitions);
        api.MapPost("/schedules/{id}/run", RunNowAsync).RequirePermission(Permission.ExecuteDefinitions).Audited(AuditActions.StartRun);
        api.MapPost("/schedules/{id}/pause", PauseAsync).RequirePermission(Permission.PublishDefinitions).Audited(AuditActions.PauseSchedule);
        api.MapPost("/schedules/{id}/resume", ResumeAsync).RequirePermission(Permission.PublishDefinitions).Audited(AuditActions.ResumeSchedule);
    }

    private static async Task<IResult> ListAsync(int? runs, IScheduleCatalog schedules, CancellationToken cancellationToken) =>
        Answers.List<ScheduleModel>([.. (await schedules.ListAsync(runs ?? DefaultRuns, cancellationToken)).Select(ScheduleModel.Of)]);

    private static async Task<IResult> RunNowAsync(string id, IScheduleCatalog schedules, CancellationToken cancellationToken)
    {
        try
        {
            return await schedules.RunNowAsync(id, cancellationToken) is { } instanceId ? Answers.Ok(new { WorkflowInstanceId = instanceId }) : Results.NotFound();
        }
        catch (ActivationRefusedException refusal)
        {
            return Answers.Refused(StatusCodes.Status409Conflict, refusal.Message);
        }
    }

    private static async Task<IResult> PauseAsync(string id, IScheduleCatalog schedules, CancellationToken cancellationToken) =>
        await schedules.PauseAsync(id, cancellationToken) ? Results.NoContent() : Results.NotFound();

    private static async Task<IResult> ResumeAsync(string id, IScheduleCatalog schedules, CancellationToken cancellationToken) =>
        await schedules.ResumeAsync(id, cancellationToken) ? Results.NoContent() : Results.NotFound();
}
