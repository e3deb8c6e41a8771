using Microsoft.AspNetCore.Http;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Http;

/// <summary>Finds the endpoint that a request is for: the trigger of a published workflow, or else a run that waits.</summary>
internal sealed class HttpWorkflows(DefinitionCatalog catalog, IBookmarkStore bookmarks, HttpRouteTable routes, EndpointRunner runner, EndpointCors cors, RequestIds ids)
{
    /// <summary>Answers the request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="path">Its path below the base path.</param>
    public async Task AnswerAsync(HttpContext http, string path)
    {
        var (hash, routeValues) = Find(path, http.Request.Method);
        var correlationId = await ids.CorrelationIdOfAsync(http);
        var instanceId = await ids.InstanceIdOfAsync(http);

        var triggers = catalog.Triggers;
        var starting = triggers.Find(hash);
        if (starting.Count > 1)
            await AmbiguousAsync(http, starting.Select(trigger => trigger.DefinitionId));
        else if (starting is [var trigger])
            await runner.AnswerAsync(http, new EndpointCall(path, routeValues, routes.TriggerStimulus(hash))
            {
                Start = StartOf(trigger, correlationId, instanceId), DeliveryScope = $"{trigger.DefinitionId}/{trigger.ActivityId}", Pause = triggers.PauseOf(trigger.DefinitionId),
            });
        else if (EndpointCors.PreflightMethod(http.Request) is { } method && await FindAsync(Find(path, method).Hash, http.RequestAborted) is { Rules.AllowedOrigins.Count: > 0 } endpoint)
            AnswerPreflight(http, endpoint);
        else
            await ResumeAsync(http, path, routeValues, new BookmarkFilter(hash) { WorkflowInstanceId = instanceId, CorrelationId = correlationId });
    }

    private async Task ResumeAsync(HttpContext http, string path, Dictionary<string, object> routeValues, BookmarkFilter filter)
    {
        var waiting = await bookmarks.FindAsync(filter, http.RequestAborted);
        if (waiting.Count == 0)
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (waiting.Count > 1)
            await AmbiguousAsync(http, waiting.Select(bookmark => bookmark.WorkflowInstanceId));
        else
            await runner.AnswerAsync(http, new EndpointCall(path, routeValues, routes.WaitingStimulus(waiting[0].Id)) { Resume = new(waiting[0].Id) { WorkflowInstanceId = waiting[0].WorkflowInstanceId } });
    }

    private void AnswerPreflight(HttpContext http, HttpEndpointStimulus endpoint)
    {
        cors.Apply(http, endpoint.Rules, endpoint.Method);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task<HttpEndpointStimulus?> FindAsync(string hash, CancellationToken cancellationToken) =>
        routes.TriggerStimulus(hash) ?? (await bookmarks.FindAsync(new BookmarkFilter(hash), cancellationToken) is [var first, ..] ? routes.WaitingStimulus(first.Id) : null);

    private (string Hash, Dictionary<string, object> RouteValues) Find(string path, string method)
    {
        var lower = method.ToLowerInvariant();
        var template = routes.Match(path, lower, out var routeValues);
        return (StimulusHasher.Hash(HttpEndpointStimulus.Name, new HttpEndpointStimulus(template, lower)), routeValues);
    }

    private static StartWorkflowRequest StartOf(TriggerRow trigger, string? correlationId, string? instanceId) => new()
    {
        DefinitionVersionId = trigger.DefinitionVersionId, TriggerActivityId = trigger.ActivityId, WorkflowInstanceId = instanceId, CorrelationId = correlationId,
    };

    private static Task AmbiguousAsync(HttpContext http, IEnumerable<string> candidates)
    {
        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return http.Response.WriteAsJsonAsync(
            new { errorMessage = "The call is ambiguous and matches multiple workflows.", workflows = candidates.ToArray() }, http.RequestAborted);
    }
}
