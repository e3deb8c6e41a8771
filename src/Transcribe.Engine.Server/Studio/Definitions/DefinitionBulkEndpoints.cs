using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Changes many definitions; each on its own, so that one that fails does not hold up the others.</summary>
internal static class DefinitionBulkEndpoints
{
    public static void MapDefinitionBulkActions(this IEndpointRouteBuilder api)
    {
        var actions = api.MapGroup("/bulk-actions");
        actions.MapPost("/delete/workflow-definitions/by-definition-id", DeleteAsync)
            .RequirePermission(Permission.DeleteDefinitions).Audited(AuditActions.DeleteWorkflow);
        actions.MapPost("/delete/workflow-definitions/by-id", DeleteVersionsAsync)
            .RequirePermission(Permission.DeleteDefinitions).Audited(AuditActions.DeleteWorkflowVersion);
        actions.MapPost("/publish/workflow-definitions/by-definition-ids", PublishAsync)
            .RequirePermission(Permission.PublishDefinitions).Audited(AuditActions.PublishWorkflow);
        actions.MapPost("/retract/workflow-definitions/by-definition-ids", RetractAsync)
            .RequirePermission(Permission.RetractDefinitions).Audited(AuditActions.RetractWorkflow);
    }

    private static async Task<IResult> DeleteAsync(HttpRequest request, DefinitionCatalog catalog, CancellationToken cancellationToken)
    {
        var deleted = 0;
        foreach (var id in Chosen(request, (await request.BodyAsync<BulkRequest>(cancellationToken)).DefinitionIds))
            deleted += await catalog.DeleteAsync(id, cancellationToken) ? 1 : 0;

        return Answers.Ok(new { deleted });
    }

    private static async Task<IResult> DeleteVersionsAsync(HttpRequest request, DefinitionCatalog catalog, CancellationToken cancellationToken)
    {
        var deleted = 0;
        foreach (var id in Chosen(request, (await request.BodyAsync<BulkRequest>(cancellationToken)).Ids))
            deleted += await catalog.DeleteVersionAsync(id, cancellationToken) ? 1 : 0;

        return Answers.Ok(new { deleted });
    }

    private static IReadOnlyCollection<string> Chosen(HttpRequest request, IReadOnlyCollection<string> ids)
    {
        request.HttpContext.Audit(action: null, ids);
        return ids;
    }

    private static async Task<IResult> PublishAsync(HttpRequest request, DefinitionEditor editor, CancellationToken cancellationToken)
    {
        var result = new BulkPublished();
        foreach (var id in Chosen(request, (await request.BodyAsync<BulkRequest>(cancellationToken)).DefinitionIds))
        {
            try
            {
                var list = await editor.PublishAsync(id, cancellationToken) switch
                {
                    null => result.NotFound,
                    (_, WasPublished: true) => result.AlreadyPublished,
                    _ => result.Published,
                };
                list.Add(id);
            }
            catch (DefinitionException exception)
            {
                result.Failed.Add(id);
                result.Warnings[id] = [.. exception.Problems.Select(problem => problem.ToString())];
            }
        }

        return Answers.Ok(result);
    }

    private static async Task<IResult> RetractAsync(
        HttpRequest request, DefinitionCatalog catalog, IDefinitionStore definitions, CancellationToken cancellationToken)
    {
        var result = new BulkRetracted();
        foreach (var id in Chosen(request, (await request.BodyAsync<BulkRequest>(cancellationToken)).DefinitionIds))
        {
            if (await catalog.RetractAsync(id, cancellationToken))
                result.Retracted.Add(id);
            else if (await definitions.FindAsync(id, VersionOptions.Latest, cancellationToken) is null)
                result.NotFound.Add(id);
            else
                result.NotPublished.Add(id);
        }

        return Answers.Ok(result);
    }
}
