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

/// <summary>Problem details with the run's id, and as much of what failed as the caller may hear.</summary>
internal sealed class FaultProblems : IHttpEndpointFaultHandler
{
    public ValueTask HandleAsync(HttpEndpointFaultContext context)
    {
        var state = context.WorkflowState;
        var isCallers = FailureView.OfRequest(state) is not null;
        return new(Problems.WriteAsync(
            context.HttpContext,
            isCallers ? StatusCodes.Status400BadRequest : StatusCodes.Status500InternalServerError,
            isCallers ? "The request is not valid." : "The workflow failed.",
            FailureView.Explain(context.HttpContext, state),
            state.Id));
    }
}
