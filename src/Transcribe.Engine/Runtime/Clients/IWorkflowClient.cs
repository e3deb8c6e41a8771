using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Runtime;

/// <summary>One instance, whether it exists already or not. What a method did is durable when it returns.</summary>
public interface IWorkflowClient
{
    /// <summary>The instance's id.</summary>
    string WorkflowInstanceId { get; }

    /// <summary>Creates the instance without running it. If nobody runs it before the server starts again, it runs then: a crash between the two calls leaves nothing lying.</summary>
    /// <exception cref="DefinitionNotFoundException">There is no such definition or version.</exception>
    /// <exception cref="InstanceExistsException">The instance exists already.</exception>
    Task<CreateWorkflowInstanceResponse> CreateInstanceAsync(CreateWorkflowInstanceRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Runs the instance to its next wait, or its end: begins one that was created, goes on with one that was interrupted, or resumes a
    /// bookmark or an activity. One that has nothing to do, or has ended, stays as it is.
    /// </summary>
    /// <exception cref="InstanceNotFoundException">There is no such instance.</exception>
    /// <exception cref="ActivityNotFoundException">Its workflow has no such activity, or the execution has ended.</exception>
    /// <exception cref="InvalidOperationException">An activity asks to resume another instance: they could wait for each other.</exception>
    Task<RunWorkflowInstanceResponse> RunInstanceAsync(RunWorkflowInstanceRequest request, CancellationToken cancellationToken = default);

    /// <summary>Creates the instance and runs it to its first wait, or its end.</summary>
    /// <exception cref="DefinitionNotFoundException">There is no such definition or version.</exception>
    /// <exception cref="InstanceExistsException">The instance exists already.</exception>
    Task<RunWorkflowInstanceResponse> CreateAndRunInstanceAsync(CreateAndRunWorkflowInstanceRequest request, CancellationToken cancellationToken = default);

    /// <summary>Cancels the instance with everything it waits for.</summary>
    /// <returns>Whether it was still running.</returns>
    Task<bool> CancelAsync(CancellationToken cancellationToken = default);

    /// <summary>The state of the instance as it was last committed.</summary>
    /// <exception cref="InstanceNotFoundException">There is no such instance.</exception>
    Task<WorkflowState> ExportStateAsync(CancellationToken cancellationToken = default);

    /// <summary>Puts a state in the place of the instance's own, or creates the instance with it. What was interrupted in it goes on by itself.</summary>
    /// <exception cref="ArgumentException">It is the state of another instance.</exception>
    /// <exception cref="DefinitionNotFoundException">Its definition version is not here.</exception>
    Task ImportStateAsync(WorkflowState workflowState, CancellationToken cancellationToken = default);

    /// <summary>Whether there is such an instance.</summary>
    Task<bool> InstanceExistsAsync(CancellationToken cancellationToken = default);

    /// <summary>Deletes the instance with everything that belongs to it.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> DeleteAsync(CancellationToken cancellationToken = default);
}

/// <summary>There is no instance with this id.</summary>
public sealed class InstanceNotFoundException(string instanceId) : Exception($"There is no instance '{instanceId}'.");
