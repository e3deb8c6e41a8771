using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Runtime;

/// <summary>Hands work over to the background. When a method returns the work is durable; a crash loses nothing of it.</summary>
public interface IWorkflowDispatcher
{
    /// <summary>Starts an instance of a definition version.</summary>
    /// <exception cref="DefinitionNotFoundException">There is no such version.</exception>
    /// <exception cref="ActivationRefusedException">Its activation strategy or limit does not allow it.</exception>
    Task<DispatchWorkflowResponse> DispatchAsync(DispatchWorkflowDefinitionRequest request, DispatchWorkflowOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Goes on with an instance: at a bookmark, with an activity, or where it was interrupted. Nothing happens when nobody waits there, or it has ended.</summary>
    /// <exception cref="ActivityNotFoundException">The instance has no such activity, or the execution has ended.</exception>
    Task<DispatchWorkflowResponse> DispatchAsync(DispatchWorkflowInstanceRequest request, DispatchWorkflowOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Starts the workflows whose triggers match a stimulus, and resumes the instances that wait for it.</summary>
    Task<DispatchWorkflowResponse> DispatchAsync(DispatchTriggerWorkflowsRequest request, DispatchWorkflowOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Resumes the instances that wait for a stimulus.</summary>
    Task<DispatchWorkflowResponse> DispatchAsync(DispatchResumeWorkflowsRequest request, DispatchWorkflowOptions? options = null, CancellationToken cancellationToken = default);
}

/// <summary>How to dispatch.</summary>
public sealed class DispatchWorkflowOptions
{
    /// <summary>Kept for callers of upstream: here there is one background for everything.</summary>
    public string? Channel { get; set; }
}

/// <summary>What was handed over.</summary>
public sealed record DispatchWorkflowResponse
{
    /// <summary>Whether it was handed over; what was not throws.</summary>
    public bool Succeeded { get; init; } = true;

    /// <summary>The instances that were created; those that are only resumed are not known yet.</summary>
    public IReadOnlyList<string> WorkflowInstanceIds { get; init; } = [];
}
