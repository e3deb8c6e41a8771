using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Cancels and deletes instances.</summary>
internal static class InstanceChangeEndpoints
{
    public static void MapInstanceChanges(this IEndpointRouteBuilder api)
    {
        api.MapDelete("/workflow-instances/{id}", DeleteAsync).RequirePermission(Permission.DeleteInstances).Audited(AuditActions.DeleteRun);
        api.MapPost("/cancel/workflow-instances/{id}", CancelAsync).RequirePermission(Permission.CancelInstances).Audited(AuditActions.CancelRun);
        api.MapPost("/bulk-actions/delete/workflow-instances/by-id", DeleteManyAsync)
            .RequirePermission(Permission.DeleteInstances).Audited(AuditActions.DeleteRun);
        api.MapPost("/bulk-actions/cancel/workflow-instances", CancelManyAsync)
            .RequirePermission(Permission.CancelInstances).Audited(AuditActions.CancelRun);
    }

    private static async Task<IResult> DeleteAsync(string id, IWorkflowRuntime runtime, CancellationToken cancellationToken) =>
        await runtime.DeleteAsync(id, cancellationToken) ? Results.NoContent() : Results.NotFound();

    private static async Task<IResult> CancelAsync(string id, IWorkflowRuntime runtime, IInstanceStore instances, CancellationToken cancellationToken)
    {
        if (await instances.FindAsync(id, cancellationToken) is null)
            return Results.NotFound();

        await runtime.CancelAsync(id, cancellationToken);
        return Results.Ok();
    }

    private static async Task<IResult> DeleteManyAsync(HttpRequest request, IWorkflowRuntime runtime, CancellationToken cancellationToken)
    {
        var deleted = 0;
        var ids = (await request.BodyAsync<InstanceSelection>(cancellationToken)).Ids ?? [];
        request.HttpContext.Audit(action: null, ids);
        foreach (var id in ids)
            deleted += await runtime.DeleteAsync(id, cancellationToken) ? 1 : 0;

        return Answers.Ok(new { deleted });
    }

    private static async Task<IResult> CancelManyAsync(
        HttpRequest request, IWorkflowRuntime runtime, IInstanceStore instances, IDefinitionStore definitions, CancellationToken cancellationToken)
    {
        var selection = await request.BodyAsync<InstanceSelection>(cancellationToken);
        var cancelled = 0;
        var ids = await ChooseAsync(selection, instances, definitions, cancellationToken);
        request.HttpContext.Audit(action: null, ids);
        foreach (var id in ids)
            cancelled += await runtime.CancelAsync(id, cancellationToken) ? 1 : 0;

        return Answers.Ok(new { cancelled });
    }

    private static async Task<IReadOnlyCollection<string>> ChooseAsync(
        InstanceSelection selection, IInstanceStore instances, IDefinitionStore definitions, CancellationToken cancellationToken)
    {
        if (selection.Ids is { Count: > 0 } ids)
            return ids;

        var versionId = selection.DefinitionVersionId;
        if (versionId is null && selection.DefinitionId is { } definitionId && selection.VersionOptions is { Length: > 0 } version)
            versionId = (await definitions.FindAsync(definitionId, Requests.VersionOf(version), cancellationToken))?.Id ?? string.Empty;

        // Nothing named is nothing chosen, never everything.
        if (versionId is null && selection.DefinitionId is null)
            return [];

        var filter = new InstanceFilter
        {
            DefinitionVersionIds = versionId is null ? null : [versionId],
            DefinitionIds = selection.DefinitionId is { } id ? [id] : null,
            Statuses = [WorkflowStatus.Running],
        };
        return await instances.ListAllIdsAsync(filter, cancellationToken);
    }
}
