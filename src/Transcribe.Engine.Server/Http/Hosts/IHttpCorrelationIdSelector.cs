using Microsoft.AspNetCore.Http;

namespace Transcribe.Engine.Server.Http;

/// <summary>Finds the correlation id in a request, such as in a header of the caller's own. Hosts register theirs beside the engine's.</summary>
public interface IHttpCorrelationIdSelector
{
    /// <summary>Who is asked first: higher ones. The engine's own have 0 (the header <c>X-Correlation-ID</c>) and −1 (the query's <c>correlationId</c>).</summary>
    double Priority { get; }

    /// <summary>The id; null: the next one is asked.</summary>
    ValueTask<string?> GetCorrelationIdAsync(HttpContext httpContext, CancellationToken cancellationToken = default);
}

/// <summary>Finds in a request the id of the instance that it is for. Hosts register theirs beside the engine's.</summary>
public interface IHttpWorkflowInstanceIdSelector
{
    /// <summary>Who is asked first: higher ones. The engine's own have 0 (the header <c>X-Workflow-Instance-ID</c>) and −1 (the query's <c>workflowInstanceId</c>).</summary>
    double Priority { get; }

    /// <summary>The id; null: the next one is asked.</summary>
    ValueTask<string?> GetWorkflowInstanceIdAsync(HttpContext httpContext, CancellationToken cancellationToken = default);
}
