using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.State;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Http;

/// <summary>
/// Answers requests with workflows. The order of the decisions is upstream's: path, endpoint, authorisation, body, burst, answer;
/// but the answer leaves after the burst is committed, and a client that goes away cancels nothing.
/// </summary>
internal sealed class HttpWorkflows(
    IWorkflowRuntime runtime, DefinitionCatalog catalog, IBookmarkStore bookmarks, HttpRouteTable routes, IHttpEndpointAuthorizer authorizer,
    IOptions<HttpWorkflowOptions> options, TimeProvider clock)
{
    private const string InstanceHeader = "X-Workflow-Instance-ID";
    private const string RetryAfterStop = "5";
    private const string CorrelationHeader = "X-Correlation-ID";

    /// <summary>Answers the request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="path">Its path below the base path.</param>
    public async Task AnswerAsync(HttpContext http, string path)
    {
        var template = routes.Match(path, out var routeValues);
        var hash = StimulusHasher.Hash(HttpEndpointStimulus.Name, new HttpEndpointStimulus(template, http.Request.Method.ToLowerInvariant()));
        var correlationId = ValueOf(http, CorrelationHeader, "correlationId");
        var instanceId = ValueOf(http, InstanceHeader, "workflowInstanceId");

        var starting = catalog.Triggers.Find(hash);
        if (starting.Count > 1)
        {
            await AmbiguousAsync(http, starting.Select(trigger => trigger.DefinitionId));
        }
        else if (starting.Count == 1)
        {
            var trigger = starting[0];
            await RunAsync(http, path, routeValues, routes.TriggerStimulus(hash), (exchange, token) => StartAsync(trigger, exchange, path, correlationId, instanceId, token));
        }
        else
        {
            await ResumeAsync(http, path, routeValues, new BookmarkFilter(hash) { WorkflowInstanceId = instanceId, CorrelationId = correlationId });
        }
    }

    private async Task ResumeAsync(HttpContext http, string path, Dictionary<string, object> routeValues, BookmarkFilter filter)
    {
        var waiting = await bookmarks.FindAsync(filter, http.RequestAborted);
        if (waiting.Count == 0)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (waiting.Count > 1)
        {
            await AmbiguousAsync(http, waiting.Select(bookmark => bookmark.WorkflowInstanceId));
            return;
        }

        var request = new ResumeBookmarkRequest(waiting[0].Id) { WorkflowInstanceId = waiting[0].WorkflowInstanceId, Input = InputOf(path) };
        await RunAsync(http, path, routeValues, routes.WaitingStimulus(waiting[0].Id), (exchange, token) => runtime.ResumeAsync(request with { Prepare = exchange.Attach }, token));
    }

    private async Task<WorkflowRun?> StartAsync(
        TriggerRow trigger, HttpExchange exchange, string path, string? correlationId, string? instanceId, CancellationToken cancellationToken) =>
        await runtime.StartAsync(
            new StartWorkflowRequest
            {
                DefinitionVersionId = trigger.DefinitionVersionId,
                TriggerActivityId = trigger.ActivityId,
                WorkflowInstanceId = instanceId,
                CorrelationId = correlationId,
                Input = InputOf(path),
                Prepare = exchange.Attach,
            },
            cancellationToken);

    private async Task RunAsync(
        HttpContext http, string path, Dictionary<string, object> routeValues, HttpEndpointStimulus? settings, Func<HttpExchange, CancellationToken, Task<WorkflowRun?>> run)
    {
        if (settings?.Authorize == true && !await authorizer.IsAllowedAsync(http, settings.Policy))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (await ReadAsync(http, routeValues, settings) is not { } exchange)
            return;

        using var timeout = settings?.RequestTimeout is { } limit ? new CancellationTokenSource(limit, clock) : new CancellationTokenSource();
        try
        {
            var result = await run(exchange, timeout.Token);
            await RespondAsync(http, exchange, result, timeout.IsCancellationRequested);
        }
        catch (InstanceExistsException exception)
        {
            await Problems.WriteAsync(http, StatusCodes.Status409Conflict, "The instance exists already.", exception.Message);
        }
        catch (ActivationRefusedException exception)
        {
            var status = exception.IsLimit ? StatusCodes.Status429TooManyRequests : StatusCodes.Status409Conflict;
            await Problems.WriteAsync(http, status, "The workflow was not started.", exception.Message);
        }
        catch (EngineStoppingException)
        {
            http.Response.Headers.RetryAfter = RetryAfterStop;
            await Problems.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "The server is stopping.", "Nothing was started; try again in a moment.");
        }
        catch (CommitFailedException exception)
        {
            // Whatever the workflow prepared to answer, it is not durable, so it is not said.
            await Problems.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "The run could not be saved.", exception.Message);
        }
    }

    /// <summary>Reads the request; null: it was refused, and the caller knows why.</summary>
    private async Task<HttpExchange?> ReadAsync(HttpContext http, Dictionary<string, object> routeValues, HttpEndpointStimulus? settings)
    {
        try
        {
            var (body, files) = await RequestBody.ReadAsync(http.Request, settings?.RequestSizeLimit ?? options.Value.MaxRequestBytes, http.RequestAborted);
            var rejection = files.Count > 0 && settings is not null ? FileRules.Find(settings, files) : null;
            return await RefuseAsync(http, settings, rejection) ? null : new HttpExchange(http, routeValues, body, files) { Rejection = rejection };
        }
        catch (RequestTooLargeException exception)
        {
            var rejection = new HttpRejection(HttpRejection.RequestTooLarge, StatusCodes.Status413PayloadTooLarge, exception.Message);
            return await RefuseAsync(http, settings, rejection) ? null : new HttpExchange(http, routeValues, null) { Rejection = rejection };
        }
        catch (JsonException exception)
        {
            await Problems.WriteMalformedAsync(http, exception);
            return null;
        }
    }

    /// <summary>Answers a request that the endpoint does not take, unless that is one of its outcomes.</summary>
    private static async Task<bool> RefuseAsync(HttpContext http, HttpEndpointStimulus? settings, HttpRejection? rejection)
    {
        if (rejection is null || settings?.ExposedRejections?.Contains(rejection.Outcome) == true)
            return false;

        await Problems.WriteAsync(http, rejection.StatusCode, $"{rejection.Outcome}.", rejection.Message);
        return true;
    }

    private static async Task RespondAsync(HttpContext http, HttpExchange exchange, WorkflowRun? run, bool isTimedOut)
    {
        if (exchange.Response is { } response)
        {
            await SendAsync(http, response);
            return;
        }

        if (run is null)
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (isTimedOut)
            await Problems.WriteAsync(http, StatusCodes.Status408RequestTimeout, "The workflow took too long.", "It goes on in the background.", run.WorkflowInstanceId);
        else if (run.State.Incidents.Count > 0)
            await Problems.WriteAsync(http, StatusCodes.Status500InternalServerError, "The workflow failed.", Explain(run.State.Incidents[^1]), run.WorkflowInstanceId);
    }

    // What failed is for the caller; where in the code is for the operator, in the journal.
    private static string Explain(ActivityIncident incident) => $"{incident.ActivityId}: {incident.Message}";

    private static async Task SendAsync(HttpContext http, PreparedResponse response)
    {
        http.Response.StatusCode = response.StatusCode;
        foreach (var (name, values) in response.Headers)
            http.Response.Headers[name] = values;

        if (response.File is { } file)
        {
            await FileSender.SendAsync(http, file);
            return;
        }

        if (response.Content is not { } content)
            return;

        http.Response.ContentType = response.ContentType;
        http.Response.ContentLength = content.Length;
        await http.Response.Body.WriteAsync(content, http.RequestAborted);
    }

    private static Task AmbiguousAsync(HttpContext http, IEnumerable<string> candidates)
    {
        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return http.Response.WriteAsJsonAsync(
            new { errorMessage = "The call is ambiguous and matches multiple workflows.", workflows = candidates.ToArray() }, http.RequestAborted);
    }

    private static Dictionary<string, object> InputOf(string path) => new(StringComparer.Ordinal) { ["HttpContext"] = true, ["Path"] = path };

    private static string? ValueOf(HttpContext http, string header, string query) =>
        http.Request.Headers[header].FirstOrDefault() is { Length: > 0 } fromHeader ? fromHeader
        : http.Request.Query[query].FirstOrDefault() is { Length: > 0 } fromQuery ? fromQuery
        : null;
}
