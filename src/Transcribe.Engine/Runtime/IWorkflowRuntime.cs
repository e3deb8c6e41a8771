using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.State;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Starts, resumes, cancels and deletes instances. What a method did is durable when it returns.</summary>
public interface IWorkflowRuntime
{
    /// <summary>Starts an instance and runs it to its first wait, or its end.</summary>
    /// <param name="request">What to start.</param>
    /// <param name="cancellationToken">
    /// Ends the burst at its next step; where it stands is committed, and the rest runs in the background. A client that went away is no
    /// reason to cancel.
    /// </param>
    /// <exception cref="DefinitionNotFoundException">There is no such definition or version.</exception>
    /// <exception cref="InstanceExistsException">The given instance id is taken.</exception>
    /// <exception cref="StartedAlreadyException">Its <see cref="StartWorkflowRequest.Once"/> has started another one.</exception>
    /// <exception cref="EngineStoppingException">The server is stopping.</exception>
    Task<WorkflowRun> StartAsync(StartWorkflowRequest request, CancellationToken cancellationToken = default);

    /// <summary>Commits an instance as pending and runs it in the background; a crash in between loses nothing.</summary>
    /// <returns>The instance's id.</returns>
    /// <exception cref="DefinitionNotFoundException">There is no such definition or version.</exception>
    /// <exception cref="InstanceExistsException">The given instance id is taken.</exception>
    /// <exception cref="StartedAlreadyException">Its <see cref="StartWorkflowRequest.Once"/> has started another one.</exception>
    Task<string> DispatchAsync(StartWorkflowRequest request, CancellationToken cancellationToken = default);

    /// <summary>Resumes a bookmark and runs its instance to the next wait, or its end.</summary>
    /// <returns>What came out; null: nobody waits at this bookmark any more, and nothing ran.</returns>
    /// <exception cref="InvalidOperationException">An activity asks for it: two instances could wait for each other. It sends a stimulus instead.</exception>
    /// <exception cref="EngineStoppingException">The server is stopping.</exception>
    Task<WorkflowRun?> ResumeAsync(ResumeBookmarkRequest request, CancellationToken cancellationToken = default);

    /// <summary>A client of a new instance, which has an id already.</summary>
    ValueTask<IWorkflowClient> CreateClientAsync(CancellationToken cancellationToken = default);

    /// <summary>A client of an instance; null: of a new one.</summary>
    ValueTask<IWorkflowClient> CreateClientAsync(string? workflowInstanceId, CancellationToken cancellationToken = default);

    /// <summary>Cancels an instance with everything it waits for; a burst that runs ends at its next step.</summary>
    /// <returns>Whether it was still running.</returns>
    Task<bool> CancelAsync(string workflowInstanceId, CancellationToken cancellationToken = default);

    /// <summary>Gives variables of an instance other values, by their ids; a burst that runs ends first. Finished instances keep them too.</summary>
    /// <returns>The state after it; null: there is no such instance.</returns>
    /// <exception cref="VariableRefusedException">The workflow has no such variable, or the value does not fit; nothing is changed.</exception>
    Task<WorkflowState?> SetVariablesAsync(string workflowInstanceId, IReadOnlyDictionary<string, object?> values, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lets an instance go on that has faulted, or a branch of it: what has faulted executes again, from its start and under its execution
    /// id, so that an effect which it had already is recognised by its key; what waited beside it waits again. It runs in the background.
    /// </summary>
    /// <returns>The state with which it goes on; null: there is no such instance.</returns>
    /// <exception cref="RetryRefusedException">Nothing in it can run again.</exception>
    /// <exception cref="ActivationRefusedException">Its activation strategy or limit does not allow it beside what is running.</exception>
    /// <exception cref="DefinitionNotFoundException">Its definition version is gone.</exception>
    Task<WorkflowState?> RetryAsync(string workflowInstanceId, CancellationToken cancellationToken = default);

    /// <summary>Ends an instance that waits to be tried again (<c>customProperties.retry</c>) as faulted, as if no attempt were left.</summary>
    /// <returns>The state as it ends; null: there is no such instance.</returns>
    /// <exception cref="RetryRefusedException">It does not wait for another attempt.</exception>
    Task<WorkflowState?> GiveUpAsync(string workflowInstanceId, CancellationToken cancellationToken = default);

    /// <summary>Deletes an instance with everything that belongs to it; a burst that runs ends first, and cannot bring it back.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> DeleteAsync(string workflowInstanceId, CancellationToken cancellationToken = default);
}

/// <summary>What to start, and with what.</summary>
public sealed record StartWorkflowRequest
{
    /// <summary>The definition; not needed with <see cref="DefinitionVersionId"/>.</summary>
    public string? DefinitionId { get; init; }

    /// <summary>Which version of it; default: the published one.</summary>
    public VersionOptions Version { get; init; } = VersionOptions.Published;

    /// <summary>Exactly this version, by its own id.</summary>
    public string? DefinitionVersionId { get; init; }

    /// <summary>The id of the instance; default: a new one.</summary>
    public string? WorkflowInstanceId { get; init; }

    /// <summary>What relates the instance to the world outside.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Its name for people.</summary>
    public string? Name { get; init; }

    /// <summary>The instance that starts it.</summary>
    public string? ParentWorkflowInstanceId { get; init; }

    /// <summary>The trigger to begin with; default: the workflow's own start.</summary>
    public string? TriggerActivityId { get; init; }

    /// <summary>The activity to run instead of the workflow from its start: it has the variables around it, and nothing comes after it; not for dispatched starts.</summary>
    public ActivityHandle? ActivityHandle { get; init; }

    /// <summary>The input by name.</summary>
    public IDictionary<string, object>? Input { get; init; }

    /// <summary>Values of variables of the workflow by name, in the place of their defaults.</summary>
    public IDictionary<string, object>? Variables { get; init; }

    /// <summary>Persisted properties of the instance.</summary>
    public IDictionary<string, object>? Properties { get; init; }

    /// <summary>Whether pinned samples answer its steps; default: it is no test.</summary>
    public TestMode Test { get; init; }

    /// <summary>What it replays; null: nothing.</summary>
    internal ReplayState? Replay { get; init; }

    /// <summary>What makes it start only once; default: nothing does.</summary>
    public StartOnce? Once { get; init; }

    /// <summary>Completes the run before its burst, such as with a request to answer; not used by dispatched starts, which outlive their caller.</summary>
    public Action<WorkflowExecutionContext>? Prepare { get; init; }
}

/// <summary>Which bookmark to resume, and with what.</summary>
public sealed record ResumeBookmarkRequest(string BookmarkId)
{
    /// <summary>The waiting instance; saves looking it up.</summary>
    public string? WorkflowInstanceId { get; init; }

    /// <summary>The input of the burst.</summary>
    public IDictionary<string, object>? Input { get; init; }

    /// <summary>Completes the run before its burst, such as with a request to answer.</summary>
    public Action<WorkflowExecutionContext>? Prepare { get; init; }
}

/// <summary>Where an instance stands after a burst.</summary>
/// <param name="State">The state as it was committed.</param>
public sealed record WorkflowRun(WorkflowState State)
{
    /// <summary>The instance.</summary>
    public string WorkflowInstanceId => State.Id;

    /// <summary>Whether it still has something to do.</summary>
    public WorkflowStatus Status => State.Status;

    /// <summary>Where it stands exactly.</summary>
    public WorkflowSubStatus SubStatus => State.SubStatus;

    internal RunWorkflowInstanceResponse ToResponse(bool includesOutput = false) => new(State.Id, Status, SubStatus)
    {
        Bookmarks = State.Bookmarks, Incidents = State.Incidents, Output = includesOutput ? State.Output : null,
    };
}

/// <summary>A variable of an instance cannot have a value; the message is for the caller.</summary>
public sealed class VariableRefusedException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>There is no definition, or version of it, as asked for.</summary>
public sealed class DefinitionNotFoundException(string message) : Exception(message);
