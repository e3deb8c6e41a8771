using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Reads definitions.</summary>
internal static class DefinitionEndpoints
{
    public static void MapDefinitions(this IEndpointRouteBuilder api)
    {
        var definitions = api.MapGroup("/workflow-definitions").RequirePermission(Permission.ReadDefinitions);
        definitions.MapGet("/", ListAsync);
        definitions.MapGet("/by-definition-id/{definitionId}", FindAsync);
        definitions.MapGet("/by-id/{versionId}", FindVersionAsync);
        definitions.MapGet("/many-by-id", FindManyAsync);
        definitions.MapGet("/query/count", CountAsync);
        definitions.MapGet("/validation/is-name-unique", IsNameUniqueAsync);
        definitions.MapGet("/{definitionId}/versions", ListVersionsAsync);
    }

    private static async Task<IResult> ListAsync(
        HttpRequest request, IDefinitionStore definitions, DeletedVersions deleted, DefinitionMapper mapper, DefinitionLinks links, CancellationToken cancellationToken)
    {
        var filter = DefinitionQuery.Read(request.Query);
        var page = await definitions.ListAsync(filter, cancellationToken);
        var standIns = await deleted.ListAsync(filter.VersionIds ?? [], page.Items, cancellationToken);
        return Answers.Ok(new Paged<DefinitionSummary>([.. page.Items.Concat(standIns).Select(mapper.Summarize)], page.TotalCount + standIns.Count, links.OfList()));
    }

    private static async Task<IResult> FindAsync(
        string definitionId, HttpRequest request, IDefinitionStore definitions, DefinitionMapper mapper, CancellationToken cancellationToken) =>
        Found(await definitions.FindAsync(definitionId, request.Query.Version() ?? VersionOptions.Latest, cancellationToken), mapper);

    private static async Task<IResult> FindVersionAsync(
        string versionId, DeletedVersions definitions, DefinitionMapper mapper, CancellationToken cancellationToken) =>
        Found(await definitions.FindAsync(versionId, cancellationToken), mapper);

    private static async Task<IResult> FindManyAsync(
        HttpRequest request, IDefinitionStore definitions, DefinitionMapper mapper, CancellationToken cancellationToken)
    {
        var items = new List<System.Text.Json.Nodes.JsonObject>();
        foreach (var id in request.Query.List("ids"))
        {
            if (await definitions.FindVersionAsync(id, cancellationToken) is { } row)
                items.Add(mapper.Map(row));
        }

        return Answers.List(items);
    }

    private static async Task<IResult> CountAsync(IDefinitionStore definitions, CancellationToken cancellationToken) =>
        Answers.Ok(new { Count = await definitions.CountAsync(new DefinitionFilter { Version = VersionOptions.Latest }, cancellationToken) });

    private static async Task<IResult> IsNameUniqueAsync(HttpRequest request, IDefinitionStore definitions, CancellationToken cancellationToken)
    {
        var name = request.Query.Text("name") ?? throw new InvalidRequestException("Which name? Add ?name=.");
        var same = new DefinitionFilter { Version = VersionOptions.Latest, Name = name, ExceptDefinitionId = request.Query.Text("definitionId") };
        return Answers.Ok(new { IsUnique = await definitions.CountAsync(same, cancellationToken) == 0 });
    }

    private static async Task<IResult> ListVersionsAsync(
        string definitionId, IDefinitionStore definitions, DefinitionMapper mapper, CancellationToken cancellationToken)
    {
        var versions = await definitions.ListVersionsAsync(definitionId, cancellationToken);
        return versions.Count == 0 ? Results.NotFound() : Answers.Ok(versions.Select(mapper.Map));
    }

    private static IResult Found(DefinitionRow? row, DefinitionMapper mapper) => row is null ? Results.NotFound() : Answers.Ok(mapper.Map(row));
}
