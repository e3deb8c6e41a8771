using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Workflows that fail so often that nothing starts them any more, and letting them go on: an addition to upstream's API.</summary>
internal static class PausedWorkflowEndpoints
{
    public static void MapPausedWorkflows(this IEndpointRouteBuilder api)
    {
        api.MapGet("/paused-workflows", ListAsync).RequirePermission(Permission.ReadDefinitions);
        api.MapPost("/paused-workflows/{definitionId}/resume", ResumeAsync).RequirePermission(Permission.PublishDefinitions).Audited(AuditActions.ResumeWorkflow);
    }

    private static async Task<IResult> ListAsync(ITriggerPauses pauses, DefinitionCatalog catalog, CancellationToken cancellationToken)
    {
        var models = new List<PausedWorkflowModel>();
        foreach (var pause in pauses.List())
        {
            var name = (await catalog.FindGraphAsync(pause.DefinitionVersionId, cancellationToken))?.Workflow.DisplayName;
            models.Add(new PausedWorkflowModel(pause.DefinitionId, name, pause.PausedAt, pause.Failed, pause.Runs, pause.LastInstanceId, pause.Explain()));
        }

        return Answers.List<PausedWorkflowModel>(models);
    }

    private static async Task<IResult> ResumeAsync(string definitionId, ITriggerPauses pauses, CancellationToken cancellationToken) =>
        await pauses.ResumeAsync(definitionId, cancellationToken) ? Results.NoContent() : Results.NotFound();
}

/// <summary>A paused workflow.</summary>
internal sealed record PausedWorkflowModel(
    string DefinitionId, string? Name, DateTimeOffset PausedAt, int Failed, int Runs, string LastWorkflowInstanceId, string Why);
