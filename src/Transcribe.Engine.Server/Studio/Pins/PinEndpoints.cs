using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Samples of the steps of drafts, for test runs: an addition to upstream's API.</summary>
internal static class PinEndpoints
{
    public static void MapPins(this IEndpointRouteBuilder api)
    {
        api.MapGet("/workflow-definitions/{definitionId}/pins", ListAsync).RequirePermission(Permission.ReadDefinitions);
        api.MapPost("/workflow-definitions/{definitionId}/pins", PinAsync).RequirePermission(Permission.WriteDefinitions).Audited(AuditActions.PinSample);
        api.MapDelete("/workflow-definitions/{definitionId}/pins/{activityId}", UnpinAsync).RequirePermission(Permission.WriteDefinitions).Audited(AuditActions.UnpinSample);
    }

    private static async Task<IResult> ListAsync(string definitionId, PinEditor pins, CancellationToken cancellationToken) =>
        await pins.ListAsync(definitionId, cancellationToken) is { } list ? Answers.List(list) : Results.NotFound();

    // What it takes is data of a run, which not everybody who may draw may see.
    private static async Task<IResult> PinAsync(string definitionId, HttpRequest request, PinEditor pins, CancellationToken cancellationToken)
    {
        if (!request.HttpContext.User.May(Permission.ReadInstances))
            return Answers.Forbidden(Permission.ReadInstances);

        var body = await request.BodyAsync<PinRequest>(cancellationToken);
        if (string.IsNullOrWhiteSpace(body.WorkflowInstanceId) || string.IsNullOrWhiteSpace(body.Step))
            return Answers.Invalid("The body needs 'workflowInstanceId', the run, and 'step', the id or name of one of its steps.");

        return await pins.PinAsync(definitionId, body.WorkflowInstanceId, body.Step, cancellationToken) is { } pin ? Answers.Ok(pin) : Results.NotFound();
    }

    private static async Task<IResult> UnpinAsync(string definitionId, string activityId, PinEditor pins, CancellationToken cancellationToken) =>
        await pins.UnpinAsync(definitionId, activityId, cancellationToken) ? Results.NoContent() : Results.NotFound();
}

/// <summary>Which step of which run to take the sample from.</summary>
internal sealed record PinRequest
{
    public string? WorkflowInstanceId { get; init; }

    public string? Step { get; init; }
}

/// <summary>A step of a draft with a sample.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Outcomes">How it completes in test runs.</param>
/// <param name="Outputs">What it gives in test runs.</param>
internal sealed record PinModel(string ActivityId, string Name, IReadOnlyList<string> Outcomes, System.Text.Json.Nodes.JsonNode? Outputs);
