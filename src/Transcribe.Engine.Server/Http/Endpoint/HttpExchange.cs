using Microsoft.AspNetCore.Http;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Server.Http;

/// <summary>
/// The request that a burst answers, and the answer that the burst prepares. The answer is sent after the burst is committed, so
/// that nothing is acknowledged that a crash could still lose; and only the instance that the request is for can answer it.
/// </summary>
public sealed class HttpExchange(HttpContext httpContext, string instanceId, IDictionary<string, object> routeValues, object? body)
{
    /// <summary>The request's context.</summary>
    public HttpContext HttpContext { get; } = httpContext;

    /// <summary>The instance that the request starts or resumes.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>The parameters of the path.</summary>
    public IDictionary<string, object> RouteValues { get; } = routeValues;

    /// <summary>The parsed body.</summary>
    public object? Body { get; } = body;

    /// <summary>The prepared answer; null: none yet.</summary>
    public PreparedResponse? Response { get; set; }

    /// <summary>The exchange that a burst may answer; null: there is none.</summary>
    public static HttpExchange? Of(ActivityExecutionContext context) =>
        context.GetService<IHttpContextAccessor>()?.HttpContext?.Features.Get<HttpExchange>() is { } exchange
            && exchange.InstanceId == context.WorkflowExecutionContext.Id
            ? exchange
            : null;

    internal static FaultException Missing(ActivityExecutionContext context) => new(
        "NoHttpContext", "HTTP", "System",
        $"'{context.Activity.Name ?? context.Activity.Id}' has no request to answer: this part of the workflow was not started by one.");
}

/// <summary>An answer that waits for its burst to be committed.</summary>
/// <param name="StatusCode">The status.</param>
/// <param name="ContentType">The type of the content; null: none.</param>
/// <param name="Content">The content; null: none.</param>
/// <param name="Headers">More headers.</param>
public sealed record PreparedResponse(int StatusCode, string? ContentType, ReadOnlyMemory<byte>? Content, IReadOnlyDictionary<string, string[]> Headers);
