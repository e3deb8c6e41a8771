using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Changes definitions, one at a time.</summary>
internal static class DefinitionChangeEndpoints
{
    public static void MapDefinitionChanges(this IEndpointRouteBuilder api)
    {
        api.MapPost("/workflow-definitions", SaveAsync).RequirePermission(Permission.WriteDefinitions).Audited(AuditActions.SaveWorkflow);
        api.MapPost("/workflow-definitions/{definitionId}/publish", PublishAsync)
            .RequirePermission(Permission.PublishDefinitions).Audited(AuditActions.PublishWorkflow);
        api.MapPost("/workflow-definitions/{definitionId}/retract", RetractAsync)
            .RequirePermission(Permission.RetractDefinitions).Audited(AuditActions.RetractWorkflow);
        api.MapPost("/workflow-definitions/{definitionId}/revert/{version:int}", RevertAsync)
            .RequirePermission(Permission.WriteDefinitions).Audited(AuditActions.RevertWorkflow);
        api.MapDelete("/workflow-definitions/{definitionId}", DeleteAsync).RequirePermission(Permission.DeleteDefinitions).Audited(AuditActions.DeleteWorkflow);
        api.MapDelete("/workflow-definition-versions/{versionId}", DeleteVersionAsync)
            .RequirePermission(Permission.DeleteDefinitions).Audited(AuditActions.DeleteWorkflowVersion);
        api.MapGet("/workflow-definitions/{definitionId}/consumers", ListConsumersAsync).RequirePermission(Permission.ReadDefinitions);
    }

    private static async Task<IResult> SaveAsync(
        HttpRequest request, DefinitionEditor editor, DefinitionMapper mapper, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<SaveRequest>(cancellationToken);
        if (body.Model is not { } model)
            return Answers.Invalid("There is nothing to save: the body needs a 'model'.");

        var publish = body.Publish == true;
        if (publish && !request.HttpContext.User.May(Permission.PublishDefinitions))
            return Answers.Forbidden(Permission.PublishDefinitions);

        request.HttpContext.Audit(publish ? AuditActions.PublishWorkflow : AuditActions.SaveWorkflow, model.Text("definitionId") ?? "new");
        var row = await editor.SaveAsync(model, publish, cancellationToken);
        request.HttpContext.Audit(action: null, row.DefinitionId);
        return Answers.Ok(new SavedDefinition(mapper.Map(row), AlreadyPublished: false, await editor.CountConsumersAsync(row, publish, cancellationToken), await editor.CheckAsync(row, cancellationToken)));
    }

    private static async Task<IResult> PublishAsync(
        string definitionId, DefinitionEditor editor, DefinitionMapper mapper, CancellationToken cancellationToken) =>
        await editor.PublishAsync(definitionId, cancellationToken) is var (row, wasPublished)
            ? Answers.Ok(new SavedDefinition(mapper.Map(row), wasPublished, await editor.CountConsumersAsync(row, true, cancellationToken), await editor.CheckAsync(row, cancellationToken)))
            : Results.NotFound();

    private static async Task<IResult> ListConsumersAsync(string definitionId, DefinitionCatalog catalog, CancellationToken cancellationToken) =>
        Answers.Ok(new { ConsumingWorkflowDefinitionIds = (await catalog.ListConsumersAsync(definitionId, cancellationToken)).Select(row => row.DefinitionId) });

    private static async Task<IResult> RetractAsync(
        string definitionId, DefinitionCatalog catalog, IDefinitionStore definitions, DefinitionMapper mapper, CancellationToken cancellationToken)
    {
        var wasPublished = await catalog.RetractAsync(definitionId, cancellationToken);
        return await definitions.FindAsync(definitionId, VersionOptions.Latest, cancellationToken) switch
        {
            null => Results.NotFound(),
            _ when !wasPublished => Answers.Invalid($"Workflow with id {definitionId} is not published"),
            { } row => Answers.Ok(mapper.Map(row)),
        };
    }

    private static async Task<IResult> RevertAsync(
        string definitionId, int version, HttpResponse response, DefinitionEditor editor, DefinitionMapper mapper, CancellationToken cancellationToken)
    {
        if (await editor.RevertAsync(definitionId, version, cancellationToken) is not { } row)
            return Results.NotFound();

        response.Headers.Location = $"{StudioApi.BasePath}/workflow-definitions/by-id/{row.Id}";
        return Answers.Ok(mapper.Summarize(row) with { Links = null, IsMaterializerAvailable = null }, StatusCodes.Status201Created);
    }

    private static async Task<IResult> DeleteAsync(string definitionId, DefinitionCatalog catalog, CancellationToken cancellationToken) =>
        await catalog.DeleteAsync(definitionId, cancellationToken) ? Results.NoContent() : Results.NotFound();

    private static async Task<IResult> DeleteVersionAsync(string versionId, DefinitionCatalog catalog, CancellationToken cancellationToken) =>
        await catalog.DeleteVersionAsync(versionId, cancellationToken) ? Results.NoContent() : Results.NotFound();
}
