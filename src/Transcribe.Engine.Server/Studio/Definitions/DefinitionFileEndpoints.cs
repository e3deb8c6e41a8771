using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Definitions as files: out as JSON, or several in a zip archive, and in again.</summary>
internal static partial class DefinitionFileEndpoints
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void MapDefinitionFiles(this IEndpointRouteBuilder api)
    {
        api.MapGet("/workflow-definitions/{definitionId}/export", ExportAsync).RequirePermission(Permission.ReadDefinitions);
        api.MapPost("/workflow-definitions/{definitionId}/export", ExportAsync).RequirePermission(Permission.ReadDefinitions);
        api.MapPost("/bulk-actions/export/workflow-definitions", ExportManyAsync).RequirePermission(Permission.ReadDefinitions);
        api.MapPost("/workflow-definitions/import", ImportAsync).RequirePermission(Permission.WriteDefinitions).Audited(AuditActions.ImportWorkflow);
        api.MapPut("/workflow-definitions/{definitionId}/import", ImportAsync).RequirePermission(Permission.WriteDefinitions).Audited(AuditActions.ImportWorkflow);
    }

    private static async Task<IResult> ExportAsync(
        string definitionId, HttpRequest request, IDefinitionStore definitions, DefinitionMapper mapper, CancellationToken cancellationToken) =>
        await definitions.FindAsync(definitionId, request.Query.Version() ?? VersionOptions.Latest, cancellationToken) is { } row
            ? Download(Write(row, mapper), FileNameOf(row))
            : Results.NotFound();

    private static async Task<IResult> ExportManyAsync(
        HttpRequest request, IDefinitionStore definitions, DefinitionMapper mapper, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var id in (await request.BodyAsync<BulkRequest>(cancellationToken)).Ids)
            {
                if (await definitions.FindVersionAsync(id, cancellationToken) is not { } row)
                    continue;

                await using var entry = await archive.CreateEntry(FileNameOf(row)).OpenAsync(cancellationToken);
                await entry.WriteAsync(Write(row, mapper), cancellationToken);
            }
        }

        return Download(file.ToArray(), "workflow-definitions.zip");
    }

    private static async Task<IResult> ImportAsync(
        HttpRequest request, DefinitionEditor editor, IDefinitionStore definitions, DefinitionMapper mapper, CancellationToken cancellationToken)
    {
        var document = await request.BodyAsync<JsonObjectBody>(cancellationToken);
        if (document.Count == 0)
            return Answers.Invalid("There is nothing to import: the body is a workflow definition.");

        if (request.RouteValues["definitionId"] is string definitionId)
            document["definitionId"] = JsonValue.Create(definitionId);

        var model = new JsonObject(document.Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        var isKnown = model.Text("definitionId") is { } id && await definitions.FindAsync(id, VersionOptions.Latest, cancellationToken) is not null;
        var publish = model["isPublished"]?.GetValueKind() == JsonValueKind.True && !isKnown;
        if (publish && !request.HttpContext.User.May(Permission.PublishDefinitions))
            return Results.StatusCode(StatusCodes.Status403Forbidden);

        var row = await editor.SaveAsync(model, publish, cancellationToken);
        request.HttpContext.Audit(action: null, row.DefinitionId);
        return Answers.Ok(mapper.Map(row), isKnown ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    private static byte[] Write(DefinitionRow row, DefinitionMapper mapper) => Encoding.UTF8.GetBytes(mapper.Export(row).ToJsonString(Indented));

    private static IResult Download(byte[] content, string name) => Results.File(content, "application/octet-stream", name);

    // The designer reads the plain form of the name only, so it has nothing that needs another form.
    private static string FileNameOf(DefinitionRow row) =>
        $"workflow-definition-{NotInNames().Replace($"{row.Name}-{row.DefinitionId}-{row.Id}".ToLowerInvariant(), "-").Trim('-')}.json";

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotInNames();
}

/// <summary>A body that is an object of any members.</summary>
internal sealed class JsonObjectBody : Dictionary<string, JsonNode?>;
