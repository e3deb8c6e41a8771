using Microsoft.AspNetCore.Http;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Server.Http;

/// <summary>Answers a request whose run has failed without an answer of its own. A host registers its own in the place of the engine's problem details.</summary>
public interface IHttpEndpointFaultHandler
{
    /// <summary>Writes the answer. The run is durable, and its incidents are for the operator: not all of them are for the caller.</summary>
    ValueTask HandleAsync(HttpEndpointFaultContext context);
}

/// <summary>Which request failed, and how its run stands.</summary>
/// <param name="HttpContext">The request; nothing of the answer is written yet.</param>
/// <param name="WorkflowState">The run as it was saved.</param>
/// <param name="CancellationToken">The caller has gone.</param>
public sealed record HttpEndpointFaultContext(HttpContext HttpContext, WorkflowState WorkflowState, CancellationToken CancellationToken);

/// <summary>What failed is for the caller; where in the code is for the operator, in the journal.</summary>
internal sealed class FaultProblems : IHttpEndpointFaultHandler
{
    public ValueTask HandleAsync(HttpEndpointFaultContext context)
    {
        var state = context.WorkflowState;
        var isCallers = state.Incidents.Any(incident => incident.Exception?.Type == typeof(BadHttpRequestException).FullName);
        return new(Problems.WriteAsync(
            context.HttpContext,
            isCallers ? StatusCodes.Status400BadRequest : StatusCodes.Status500InternalServerError,
            isCallers ? "The request is not valid." : "The workflow failed.",
            state.Incidents is [.., var last] ? $"{last.ActivityId}: {last.Message}" : $"It ended as {state.SubStatus}.", state.Id));
    }
}
