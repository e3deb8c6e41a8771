using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Server.Studio;

/// <summary>The variables of an instance.</summary>
internal static class VariableEndpoints
{
    public static void MapVariables(this IEndpointRouteBuilder api)
    {
        api.MapGet("/workflow-instances/{id}/variables", ListAsync).RequirePermission(Permission.ReadInstances);
        api.MapPost("/workflow-instances/{id}/variables", ChangeAsync).RequirePermission(Permission.WriteInstances).Audited(AuditActions.ChangeRun);
    }

    private static async Task<IResult> ListAsync(string id, IInstanceReader reader, DefinitionCatalog catalog, CancellationToken cancellationToken) =>
        await AnswerAsync(await reader.ReadStateAsync(id, cancellationToken), catalog, cancellationToken);

    private static async Task<IResult> ChangeAsync(
        string id, HttpRequest request, IWorkflowRuntime runtime, DefinitionCatalog catalog, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<VariableChanges>(cancellationToken);
        if (body.Variables is not { Count: > 0 } changes || changes.Any(change => string.IsNullOrEmpty(change.Id)))
            return Answers.Invalid("Which variables? Send { \"variables\": [ { \"id\": …, \"value\": … } ] }.");

        var values = changes.GroupBy(change => change.Id!, StringComparer.Ordinal).ToDictionary(change => change.Key, change => change.Last().Value, StringComparer.Ordinal);
        return await AnswerAsync(await runtime.SetVariablesAsync(id, values, cancellationToken), catalog, cancellationToken);
    }

    private static async Task<IResult> AnswerAsync(WorkflowState? state, DefinitionCatalog catalog, CancellationToken cancellationToken)
    {
        if (state is null)
            return Results.NotFound();

        var values = state.ActivityExecutionContexts.FirstOrDefault(context => context.ParentContextId is null)?.Variables ?? new Dictionary<string, object?>();
        var declared = (await catalog.FindGraphAsync(state.DefinitionVersionId, cancellationToken))?.Workflow.Variables ?? [];
        return Answers.List(
            [.. declared.Select(variable => new VariableModel(variable.Id, variable.Name, values.TryGetValue(variable.Id, out var value) ? value : variable.Value))]);
    }
}
