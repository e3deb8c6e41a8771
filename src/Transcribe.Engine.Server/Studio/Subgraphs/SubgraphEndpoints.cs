using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Parts of definitions, for a designer that looks into nested activities.</summary>
internal static class SubgraphEndpoints
{
    private const string Activities = nameof(Activities);

    public static void MapSubgraphs(this IEndpointRouteBuilder api)
    {
        api.MapGet("/workflow-definitions/subgraph/{versionId}", FindAsync).RequirePermission(Permission.ReadDefinitions);
        api.MapGet("/workflow-definitions/subgraph/segments/{versionId}", FindSegmentsAsync).RequirePermission(Permission.ReadDefinitions);
    }

    private static async Task<IResult> FindAsync(
        string versionId, HttpRequest request, IDefinitionStore definitions, DefinitionMapper mapper, CancellationToken cancellationToken)
    {
        var nodeId = request.Query.Text("parentNodeId") ?? throw new InvalidRequestException("Which activity? Add ?parentNodeId=.");
        return await FindPathAsync(versionId, nodeId, definitions, mapper, cancellationToken) is [.., var node] ? Answers.Ok(node) : Results.NotFound();
    }

    private static async Task<IResult> FindSegmentsAsync(
        string versionId, HttpRequest request, IDefinitionStore definitions, DefinitionMapper mapper, CancellationToken cancellationToken)
    {
        var nodeId = request.Query.Text("childNodeId") ?? throw new InvalidRequestException("Which activity? Add ?childNodeId=.");
        var path = await FindPathAsync(versionId, nodeId, definitions, mapper, cancellationToken);
        if (path.Count == 0)
            return Results.NotFound();

        // Only what opens as a canvas of its own is a step: the activities of a flowchart are on the canvas already.
        var steps = path.Zip(path.Skip(1)).Where(step => step.Second.Port != Activities).Select(step => Segment(step.First, step.Second));
        return Answers.Ok(new NodePath(path[^1], path[Math.Max(path.Count - 2, 0)], [.. steps]));
    }

    private static PathSegment Segment(NodeModel owner, NodeModel child) => new(
        owner.NodeId, owner.Activity.Text("id") ?? string.Empty, owner.Activity.Text("type") ?? string.Empty, child.Port, owner.Activity.Text("name"));

    private static async Task<IReadOnlyList<NodeModel>> FindPathAsync(
        string versionId, string nodeId, IDefinitionStore definitions, DefinitionMapper mapper, CancellationToken cancellationToken) =>
        await definitions.FindVersionAsync(versionId, cancellationToken) is { } row && mapper.Map(row)["root"] is JsonObject root
            ? NodeFinder.FindPath(root, nodeId)
            : [];
}
