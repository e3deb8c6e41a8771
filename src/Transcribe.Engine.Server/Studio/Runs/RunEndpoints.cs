using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Starts runs: at once, or in the background.</summary>
internal static class RunEndpoints
{
    private const string InstanceId = "x-elsa-workflow-instance-id";
    private const string CannotStart = "x-elsa-workflow-cannot-start";
    private const int MaxRuns = 1000;

    private const string Reason = "x-transcribe-workflow-cannot-start-reason";

    public static void MapRuns(this IEndpointRouteBuilder api)
    {
        api.MapPost("/workflow-definitions/{definitionId}/execute", ExecuteAsync).RequirePermission(Permission.ExecuteDefinitions).Audited(AuditActions.StartRun);
        api.MapPost("/workflow-definitions/{definitionId}/dispatch", DispatchAsync).RequirePermission(Permission.ExecuteDefinitions).Audited(AuditActions.StartRun);
        api.MapGet("/workflow-definitions/{definitionId}/execute", ExecuteAsync).RequirePermission(Permission.ExecuteDefinitions).Audited(AuditActions.StartRun);
        api.MapPost("/workflow-definitions/{definitionId}/bulk-dispatch", DispatchManyAsync).RequirePermission(Permission.ExecuteDefinitions).Audited(AuditActions.StartRun);
    }

    /// <summary>Runs to the first wait, or the end. The designer reads the headers only.</summary>
    private static async Task<IResult> ExecuteAsync(
        string definitionId, HttpRequest request, IWorkflowRuntime runtime, IDefinitionStore definitions, CancellationToken cancellationToken)
    {
        var start = await StartAsync(definitionId, await request.BodyAsync<RunRequest>(cancellationToken), definitions, cancellationToken);
        var headers = request.HttpContext.Response.Headers;
        try
        {
            // A caller that goes away is no reason to stop a run.
            var run = await runtime.StartAsync(start, CancellationToken.None);
            headers[CannotStart] = bool.FalseString;
            headers[InstanceId] = run.WorkflowInstanceId;
            headers["x-elsa-response"] = "true";
            request.HttpContext.Audit(action: null, definitionId, run.WorkflowInstanceId);
            var status = run.SubStatus == WorkflowSubStatus.Faulted ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;
            return Answers.Ok(new { WorkflowState = StateMapper.Map(run.State) }, status);
        }
        catch (ActivationRefusedException exception)
        {
            // Upstream answers a refusal with 200 and nothing else; the reason is ours.
            headers[CannotStart] = bool.TrueString;
            headers[Reason] = Uri.EscapeDataString(exception.Message);
            return Results.Ok();
        }
        catch (DefinitionException)
        {
            headers[CannotStart] = bool.TrueString;
            throw;
        }
    }

    private static async Task<IResult> DispatchAsync(
        string definitionId, HttpRequest request, IWorkflowRuntime runtime, IDefinitionStore definitions, CancellationToken cancellationToken)
    {
        var start = await StartAsync(definitionId, await request.BodyAsync<RunRequest>(cancellationToken), definitions, cancellationToken);
        var instanceId = await runtime.DispatchAsync(start, cancellationToken);
        request.HttpContext.Audit(action: null, definitionId, instanceId);
        return Answers.Ok(new { WorkflowInstanceId = instanceId });
    }

    private static async Task<IResult> DispatchManyAsync(
        string definitionId, HttpRequest request, IWorkflowRuntime runtime, IDefinitionStore definitions, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<BulkRunRequest>(cancellationToken);
        if (body.Count is < 1 or > MaxRuns)
            return Answers.Invalid($"'count' must be a number from 1 to {MaxRuns}.");

        var ids = new List<string>();
        var start = await StartAsync(definitionId, body, definitions, cancellationToken);
        for (var i = 0; i < body.Count; i++)
            ids.Add(await runtime.DispatchAsync(start, cancellationToken));

        return Answers.Ok(new { WorkflowInstanceIds = ids });
    }

    // Whoever runs a draft tries it.
    private static async Task<StartWorkflowRequest> StartAsync(string definitionId, RunRequest request, IDefinitionStore definitions, CancellationToken cancellationToken)
    {
        var version = request.VersionOptions is { Length: > 0 } text ? Requests.VersionOf(text) : VersionOptions.Published;
        var isTest = request.Test ?? (version != VersionOptions.Published && await definitions.FindAsync(definitionId, version, cancellationToken) is { IsPublished: false });
        return new StartWorkflowRequest
        {
            DefinitionId = definitionId,
            Version = version,
            CorrelationId = request.CorrelationId,
            Name = request.Name,
            TriggerActivityId = request.TriggerActivityId,
            Input = request.Input,
            Test = isTest ? TestMode.All : TestMode.None,
        };
    }
}
