using Transcribe.Engine.Definitions;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Workflows.Host.Composition;

/// <summary><c>POST /transcribe/api/workflows/check</c>: what publishing a document would find wrong with it; nothing is saved.</summary>
internal static class ChecksComposition
{
    public static void MapChecks(this WebApplication app) => app
        .MapPost($"{LedgerComposition.BasePath}/workflows/check", CheckAsync)
        .RequirePermission(Permission.WriteDefinitions);

    private static async Task<IReadOnlyList<DefinitionProblem>> CheckAsync(HttpRequest request, DefinitionCatalog catalog, CancellationToken cancellationToken)
    {
        using var body = new StreamReader(request.Body);
        return await catalog.CheckAsync(await body.ReadToEndAsync(cancellationToken), cancellationToken);
    }
}
