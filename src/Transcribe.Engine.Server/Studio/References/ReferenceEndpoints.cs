using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Moves workflows that use another one as an activity to its newest version.</summary>
internal static class ReferenceEndpoints
{
    public static void MapReferences(this IEndpointRouteBuilder api) => api.MapPost("/workflow-definitions/{definitionId}/update-references", UpdateAsync)
        .RequirePermission(Permission.PublishDefinitions).Audited(AuditActions.PublishWorkflow);

    private static async Task<IResult> UpdateAsync(
        string definitionId, HttpRequest request, IDefinitionStore definitions, DefinitionCatalog catalog, CancellationToken cancellationToken)
    {
        if (await definitions.FindAsync(definitionId, VersionOptions.Latest, cancellationToken) is null)
            return Results.NotFound();

        var body = await request.BodyAsync<UpdateReferencesRequest>(cancellationToken);
        return Answers.Ok(new { AffectedWorkflows = await catalog.UpdateConsumersAsync(definitionId, body.ConsumingWorkflowIds ?? [], cancellationToken) });
    }

    /// <summary>Which consumers to update; none named: all.</summary>
    private sealed record UpdateReferencesRequest
    {
        public IReadOnlyList<string>? ConsumingWorkflowIds { get; init; }
    }
}
