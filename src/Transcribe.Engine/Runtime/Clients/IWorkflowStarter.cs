using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Runtime;

/// <summary>Starts instances and says by an answer, not an exception, that one may not start.</summary>
public interface IWorkflowStarter
{
    /// <summary>Starts an instance and runs it to its first wait, or its end, if its workflow's activation strategy and limits allow it.</summary>
    /// <exception cref="DefinitionNotFoundException">There is no such definition or version.</exception>
    /// <exception cref="InstanceExistsException">The given instance id is taken.</exception>
    Task<StartWorkflowResponse> StartWorkflowAsync(StartWorkflowRequest request, CancellationToken cancellationToken = default);
}

/// <summary>What came out of a start.</summary>
public sealed record StartWorkflowResponse
{
    /// <summary>Whether the instance may not start; then nothing was begun.</summary>
    public bool CannotStart { get; init; }

    /// <summary>Why it may not; null: it may.</summary>
    public string? Reason { get; init; }

    /// <summary>Where the instance stands; null: it was not started.</summary>
    public RunWorkflowInstanceResponse? Instance { get; init; }

    /// <summary>The instance's id; null: it was not started.</summary>
    public string? WorkflowInstanceId => Instance?.WorkflowInstanceId;

    /// <summary>The instance's status.</summary>
    public WorkflowStatus? Status => Instance?.Status;

    /// <summary>The instance's sub-status.</summary>
    public WorkflowSubStatus? SubStatus => Instance?.SubStatus;
}
