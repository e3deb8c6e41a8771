using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Expressions;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>What the designer's JavaScript editor completes: a file of TypeScript declarations for each definition.</summary>
internal static class ScriptingEndpoints
{
    public static void MapScripting(this IEndpointRouteBuilder api) =>
        api.MapPost("/scripting/javascript/type-definitions/{definitionId}", DeclareAsync).RequirePermission(Permission.ReadDefinitions).WithMetadata(BareErrors.Instance);

    // The editor takes whatever it gets for declarations, even the text of an error: so there is none.
    private static async Task<IResult> DeclareAsync(
        string definitionId, IDefinitionStore definitions, DefinitionCatalog catalog, IEnumerable<JavaScriptFunction> functions, CancellationToken cancellationToken)
    {
        if (await definitions.FindAsync(definitionId, VersionOptions.Latest, cancellationToken) is not { } row)
            return Results.NotFound();

        var declarations = new JavaScriptDeclarations(functions);
        declarations.AddDefinition(DefinitionReader.Read(row.Json));
        if (await TryCompileAsync(row, catalog, cancellationToken) is { } graph)
            declarations.AddOutputs(graph);

        return Results.File(Encoding.UTF8.GetBytes(declarations.ToString()), "application/x-typescript", $"elsa.{Uri.EscapeDataString(definitionId)}.d.ts");
    }

    // A draft may not compile yet; what it declares is known all the same.
    private static async Task<WorkflowGraph?> TryCompileAsync(DefinitionRow row, DefinitionCatalog catalog, CancellationToken cancellationToken)
    {
        try
        {
            return await catalog.FindGraphAsync(row.Id, cancellationToken);
        }
        catch (DefinitionException)
        {
            return null;
        }
    }
}
