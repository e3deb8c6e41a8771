using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Brings up to date what the server knows of definitions: what starts them, and what files and providers say.</summary>
internal static class DefinitionActionEndpoints
{
    public static void MapDefinitionActions(this IEndpointRouteBuilder api)
    {
        var actions = api.MapGroup("/actions/workflow-definitions").RequirePermission(Permission.PublishDefinitions);
        actions.MapPost("/refresh", RefreshAsync).Audited(AuditActions.PublishWorkflow);
        actions.MapPost("/reload", ReloadAsync).Audited(AuditActions.PublishWorkflow);
    }

    private static async Task<IResult> RefreshAsync(HttpRequest request, DefinitionCatalog catalog, IDefinitionStore definitions, CancellationToken cancellationToken)
    {
        var chosen = (await request.BodyAsync<BulkRequest>(cancellationToken)).DefinitionIds;
        request.HttpContext.Audit(action: null, chosen);
        if (chosen.Count == 0)
            chosen = [.. (await definitions.ListPublishedIdsAsync(cancellationToken)).Keys];

        var (refreshed, notFound) = (new List<string>(), new List<string>());
        foreach (var id in chosen)
            (await catalog.RefreshAsync(id, cancellationToken) ? refreshed : notFound).Add(id);

        return Answers.Ok(new { refreshed, notFound });
    }

    private static async Task<IResult> ReloadAsync(IWorkflowDefinitionsReloader reloader, CancellationToken cancellationToken)
    {
        await reloader.ReloadWorkflowDefinitionsAsync(cancellationToken);
        return Results.Ok();
    }
}
