using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Http;

/// <summary>Runs drafts by their test addresses, as their published versions would run, and keeps the last request for the one who looks.</summary>
internal sealed class TestCalls(
    TestUrls urls, DraftTriggers drafts, EndpointRunner runner, IInstanceStore instances, IOptions<HttpWorkflowOptions> options, TimeProvider clock)
{
    private const int ShownBytes = 64 * 1024;

    private static readonly string[] Hidden = ["Authorization", "Cookie", "Proxy-Authorization"];

    /// <summary>Answers a request to <c>{token}/{path}</c>.</summary>
    public async Task AnswerAsync(HttpContext http, string path)
    {
        var parts = path.Trim('/').Split('/', 2);
        if (urls.Find(parts[0]) is not { } url)
        {
            await Problems.WriteAsync(http, StatusCodes.Status404NotFound, "There is no such test address.", "It was open for an hour, or until the server stopped. Open another one.");
            return;
        }

        var (instanceId, below) = (Execution.Identity.NewId(), HttpPaths.Normalize(parts.Length > 1 ? parts[1] : string.Empty));
        var (body, length) = (default(string), 0L);
        var hidden = new List<string>(Hidden);
        try
        {
            await RequestBody.KeepAsync(http.Request, options.Value.MaxRequestBytes, http.RequestAborted);
            (body, length) = await PeekAsync(http.Request);
            await RunAsync(http, url, below, instanceId, hidden);
        }
        catch (RequestTooLargeException exception)
        {
            await Problems.WriteAsync(http, StatusCodes.Status413PayloadTooLarge, "Request too large.", exception.Message);
        }
        catch (DefinitionException exception)
        {
            await Problems.WriteAsync(http, StatusCodes.Status409Conflict, "The draft cannot be started.", exception.Message);
        }
        finally
        {
            var started = await instances.FindAsync(instanceId, CancellationToken.None) is not null;
            url.Last = new TestCall(
                clock.GetUtcNow(), http.Request.Method, below, http.Request.QueryString.ToString(),
                http.Request.Headers.Where(header => !hidden.Contains(header.Key, StringComparer.OrdinalIgnoreCase)).ToDictionary(header => header.Key, header => header.Value.ToString()),
                body, length, http.Response.StatusCode, started ? instanceId : null);
        }
    }

    private async Task RunAsync(HttpContext http, TestUrl url, string path, string instanceId, List<string> hidden)
    {
        var endpoints = (await drafts.ListAsync(url.DefinitionId, http.RequestAborted) ?? [])
            .Where(trigger => trigger.Name == HttpEndpointStimulus.Name)
            .Select(trigger => (Trigger: trigger, Endpoint: HttpRouteTable.Read(trigger.Payload)!))
            .ToList();
        foreach (var (trigger, endpoint) in endpoints.Where(candidate => string.Equals(candidate.Endpoint.Method, http.Request.Method, StringComparison.OrdinalIgnoreCase)))
        {
            if (HttpRoute.TryParse(endpoint.Path) is not { } route || !route.TryMatch(path, out var values))
                continue;

            hidden.AddRange(EndpointAuthenticator.HiddenHeaders(endpoint.Rules));
            var start = new StartWorkflowRequest { DefinitionVersionId = trigger.DefinitionVersionId, TriggerActivityId = trigger.ActivityId, WorkflowInstanceId = instanceId, Test = TestMode.Steps };
            await runner.AnswerAsync(http, new EndpointCall(path, values, endpoint) { Start = start, DeliveryScope = $"test/{url.Token}" });
            return;
        }

        var known = endpoints.Count == 0 ? "The draft has no HTTP Endpoint that starts it." : $"The draft answers {string.Join(", ", endpoints.Select(candidate => $"{candidate.Endpoint.Method.ToUpperInvariant()} {candidate.Endpoint.Path}"))}.";
        await Problems.WriteAsync(http, StatusCodes.Status404NotFound, "The draft does not answer this.", known);
    }

    private static async Task<(string? Text, long Length)> PeekAsync(HttpRequest request)
    {
        var bytes = new byte[Math.Min(request.Body.Length, ShownBytes)];
        await request.Body.ReadExactlyAsync(bytes, request.HttpContext.RequestAborted);
        request.Body.Position = 0;
        return (bytes.Length == 0 || Array.IndexOf(bytes, (byte)0) >= 0 ? null : Encoding.UTF8.GetString(bytes), request.Body.Length);
    }
}
