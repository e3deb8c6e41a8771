using Microsoft.AspNetCore.Http;

namespace Transcribe.Engine.Server.Http;

/// <summary>The two ids that a request may carry, wherever the selectors find them.</summary>
internal sealed class RequestIds(IEnumerable<IHttpCorrelationIdSelector> correlations, IEnumerable<IHttpWorkflowInstanceIdSelector> instances)
{
    private readonly IHttpCorrelationIdSelector[] _correlations = [.. correlations.OrderByDescending(selector => selector.Priority)];
    private readonly IHttpWorkflowInstanceIdSelector[] _instances = [.. instances.OrderByDescending(selector => selector.Priority)];

    public async ValueTask<string?> CorrelationIdOfAsync(HttpContext http)
    {
        foreach (var selector in _correlations)
        {
            if (await selector.GetCorrelationIdAsync(http, http.RequestAborted) is { Length: > 0 } id)
                return id;
        }

        return null;
    }

    public async ValueTask<string?> InstanceIdOfAsync(HttpContext http)
    {
        foreach (var selector in _instances)
        {
            if (await selector.GetWorkflowInstanceIdAsync(http, http.RequestAborted) is { Length: > 0 } id)
                return id;
        }

        return null;
    }
}

/// <summary>Reads the ids of headers.</summary>
internal sealed class HeaderIds : IHttpCorrelationIdSelector, IHttpWorkflowInstanceIdSelector
{
    public double Priority => 0;

    public ValueTask<string?> GetCorrelationIdAsync(HttpContext httpContext, CancellationToken cancellationToken = default) =>
        new(httpContext.Request.Headers["X-Correlation-ID"].FirstOrDefault());

    public ValueTask<string?> GetWorkflowInstanceIdAsync(HttpContext httpContext, CancellationToken cancellationToken = default) =>
        new(httpContext.Request.Headers["X-Workflow-Instance-ID"].FirstOrDefault());
}

/// <summary>Reads the ids of the query.</summary>
internal sealed class QueryIds : IHttpCorrelationIdSelector, IHttpWorkflowInstanceIdSelector
{
    public double Priority => -1;

    public ValueTask<string?> GetCorrelationIdAsync(HttpContext httpContext, CancellationToken cancellationToken = default) =>
        new(httpContext.Request.Query["correlationId"].FirstOrDefault());

    public ValueTask<string?> GetWorkflowInstanceIdAsync(HttpContext httpContext, CancellationToken cancellationToken = default) =>
        new(httpContext.Request.Query["workflowInstanceId"].FirstOrDefault());
}
