using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Definitions as files: out as JSON, or several in a zip archive, and in again.</summary>
internal static partial class DefinitionFileEndpoints
{
    public static void MapDefinitionFiles(this IEndpointRouteBuilder api)
    {
        api.MapGet("/workflow-definitions/{definitionId}/export", ExportAsync).RequirePermission(Permission.ReadDefinitions);
        api.MapPost("/workflow-definitions/{definitionId}/export", ExportAsync).RequirePermission(Permission.ReadDefinitions);
        api.MapPost("/bulk-actions/export/workflow-definitions", ExportManyAsync).RequirePermission(Permission.ReadDefinitions);
        api.MapPost("/workflow-definitions/import", ImportAsync).RequirePermission(Permission.WriteDefinitions).Audited(AuditActions.ImportWorkflow);
        api.MapPut("/workflow-definitions/{definitionId}/import", ImportAsync).RequirePermission(Permission.WriteDefinitions).Audited(AuditActions.ImportWorkflow);
        api.MapPost("/workflow-definitions/import-files", ImportManyAsync).RequirePermission(Permission.WriteDefinitions).Audited(AuditActions.ImportWorkflow);
    }

    private static async Task<IResult> ExportAsync(
        string definitionId, HttpRequest request, IDefinitionStore definitions, DefinitionCatalog catalog, DefinitionMapper mapper,
        CancellationToken cancellationToken)
    {
        if (await definitions.FindAsync(definitionId, request.Query.Version() ?? VersionOptions.Latest, cancellationToken) is not { } row)
            return Results.NotFound();

        return request.Query.Flag("includeConsumingWorkflows") == true
            ? await DownloadAsync([row, .. await catalog.ListConsumersAsync(definitionId, cancellationToken)], mapper, cancellationToken)
            : Archive.Download(mapper.Export(row), FileNameOf(row));
    }

    private static async Task<IResult> ExportManyAsync(
        HttpRequest request, IDefinitionStore definitions, DefinitionCatalog catalog, DefinitionMapper mapper, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<BulkRequest>(cancellationToken);
        var rows = new List<DefinitionRow>();
        foreach (var id in body.Ids)
        {
            if (await definitions.FindVersionAsync(id, cancellationToken) is not { } row)
                continue;

            rows.Add(row);
            if (body.IncludeConsumingWorkflows)
                rows.AddRange(await catalog.ListConsumersAsync(row.DefinitionId, cancellationToken));
        }

        return await DownloadAsync(rows, mapper, cancellationToken);
    }

    private static async Task<IResult> ImportAsync(
        HttpRequest request, DefinitionEditor editor, DefinitionMapper mapper, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<Dictionary<string, JsonNode?>>(cancellationToken);
        var document = new JsonObject(body.Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        if (request.RouteValues["definitionId"] is string definitionId)
            document["definitionId"] = definitionId;

        if (await editor.ImportAsync(document, request.HttpContext.User.May(Permission.PublishDefinitions), cancellationToken) is not var (row, isNew))
            return Answers.Forbidden(Permission.PublishDefinitions);

        request.HttpContext.Audit(action: null, row.DefinitionId);
        return Answers.Ok(mapper.Map(row), isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<IResult> ImportManyAsync(HttpRequest request, DefinitionEditor editor, CancellationToken cancellationToken)
    {
        var documents = await Archive.ReadUploadAsync(request, cancellationToken);
        foreach (var document in documents)
        {
            if (await editor.ImportAsync(document, request.HttpContext.User.May(Permission.PublishDefinitions), cancellationToken) is null)
                return Answers.Forbidden(Permission.PublishDefinitions);
        }

        return Answers.Ok(new { documents.Count });
    }

    private static Task<IResult> DownloadAsync(IEnumerable<DefinitionRow> rows, DefinitionMapper mapper, CancellationToken cancellationToken) =>
        Archive.DownloadAsync(
            rows.DistinctBy(row => row.Id).Select(row => (FileNameOf(row), mapper.Export(row))).ToAsyncEnumerable(), "workflow-definitions.zip", cancellationToken);

    // The designer reads the plain form of the name only, so it has nothing that needs another form.
    private static string FileNameOf(DefinitionRow row) =>
        $"workflow-definition-{NotInNames().Replace($"{row.Name}-{row.DefinitionId}-{row.Id}".ToLowerInvariant(), "-").Trim('-')}.json";

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex NotInNames();
}
