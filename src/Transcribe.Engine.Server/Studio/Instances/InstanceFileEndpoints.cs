using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Instances as files: out as JSON, or several in a zip archive, and in again.</summary>
internal static class InstanceFileEndpoints
{
    public static void MapInstanceFiles(this IEndpointRouteBuilder api)
    {
        api.MapGet("/workflow-instances/{id}/export", ExportAsync).RequirePermission(Permission.ReadInstances);
        api.MapPost("/bulk-actions/export/workflow-instances", ExportManyAsync).RequirePermission(Permission.ReadInstances);
        api.MapPost("/bulk-actions/import/workflow-instances", ImportAsync).RequirePermission(Permission.ExecuteDefinitions).Audited(AuditActions.StartRun);
    }

    private static async Task<IResult> ExportAsync(string id, InstanceTransfer transfer, CancellationToken cancellationToken) =>
        await transfer.ExportAsync(id, cancellationToken) is { } file ? Archive.Download(file, FileNameOf(id)) : Results.NotFound();

    private static async Task<IResult> ExportManyAsync(HttpRequest request, InstanceTransfer transfer, CancellationToken cancellationToken)
    {
        var ids = (await request.BodyAsync<InstanceSelection>(cancellationToken)).Ids ?? [];
        return ids is [var only]
            ? await ExportAsync(only, transfer, cancellationToken)
            : await Archive.DownloadAsync(ListAsync(ids, transfer, cancellationToken), "workflow-instances.zip", cancellationToken);
    }

    private static async Task<IResult> ImportAsync(HttpRequest request, InstanceTransfer transfer, CancellationToken cancellationToken)
    {
        var imported = 0;
        foreach (var file in await Archive.ReadUploadAsync(request, cancellationToken))
            imported += await transfer.ImportAsync(file, cancellationToken) ? 1 : 0;

        // The designer reads the one, upstream writes the other.
        return Answers.Ok(new { Count = imported, Imported = imported });
    }

    private static async IAsyncEnumerable<(string Name, JsonObject Document)> ListAsync(
        IEnumerable<string> ids, InstanceTransfer transfer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            if (await transfer.ExportAsync(id, cancellationToken) is { } file)
                yield return (FileNameOf(id), file);
        }
    }

    private static string FileNameOf(string id) => $"workflow-instance-{id}.json";
}
