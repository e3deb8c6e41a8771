using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Server.Http;

/// <summary>Sends what a burst prepared, or what is to be said when it prepared nothing.</summary>
internal sealed class ResponseSender(AnswersAhead ahead)
{
    public async Task RespondAsync(HttpContext http, HttpExchange exchange, WorkflowRun? run, bool isTimedOut)
    {
        if (exchange.Response is { } response)
            await SendAsync(http, response);
        else if (run is null)
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (isTimedOut)
            await Problems.WriteAsync(http, StatusCodes.Status408RequestTimeout, "The workflow took too long.", "It goes on in the background.", run.WorkflowInstanceId);
        else if (run.State.Incidents.Count > exchange.EarlierIncidents)
            await (RetryOf(run.State) is { } retryAt ? AcceptAsync(http, run.WorkflowInstanceId, retryAt) : FailAsync(http, run.State));
        else if (await ahead.IsAwaitedAsync(run.State, http.RequestAborted))
            await AcceptAsync(http, run.WorkflowInstanceId);
    }

    /// <summary>The run is accepted; nothing of it can get lost any more.</summary>
    /// <param name="http">The request.</param>
    /// <param name="instanceId">The run.</param>
    /// <param name="retryAt">When it is tried again: whoever were told that it failed would send it again, beside that. Null: it has not failed.</param>
    public static Task AcceptAsync(HttpContext http, string instanceId, DateTimeOffset? retryAt = null)
    {
        var answer = new Dictionary<string, object>(StringComparer.Ordinal) { ["workflowInstanceId"] = instanceId };
        if (http.RequestServices.GetRequiredService<IRunLinker>().StatusPathOf(instanceId) is { } path)
        {
            answer["status"] = $"{http.Request.Scheme}://{http.Request.Host}{path}";
            http.Response.Headers.Location = path;
        }

        if (retryAt is { } at)
            answer["retryAt"] = at;
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        return http.Response.WriteAsJsonAsync(answer, http.RequestAborted);
    }

    private static DateTimeOffset? RetryOf(WorkflowState state) =>
        state.Status == WorkflowStatus.Running ? state.Bookmarks.FirstOrDefault(bookmark => bookmark.Name == RetryWaitPayload.BookmarkName)?.DueAt : null;

    public static Task FailAsync(HttpContext http, WorkflowState state) =>
        http.RequestServices.GetRequiredService<IHttpEndpointFaultHandler>().HandleAsync(new HttpEndpointFaultContext(http, state, http.RequestAborted)).AsTask();

    public static async Task SendAsync(HttpContext http, PreparedResponse response)
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
}
