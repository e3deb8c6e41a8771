using Transcribe.Engine.Activities;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Authoring;

/// <summary>
/// Runs workflows in this process and keeps nothing: for tests, previews and hosts that store the state themselves. It returns at the first
/// wait or the end; <c>IWorkflowRuntime</c> is what runs durable instances.
/// </summary>
public interface IWorkflowRunner
{
    /// <summary>Runs an activity as a workflow.</summary>
    Task<RunWorkflowResult> RunAsync(IActivity activity, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Runs a workflow written in code.</summary>
    Task<RunWorkflowResult> RunAsync(IWorkflow workflow, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Runs a workflow written in code.</summary>
    Task<RunWorkflowResult> RunAsync<TWorkflow>(RunWorkflowOptions? options = null, CancellationToken cancellationToken = default)
        where TWorkflow : IWorkflow, new();

    /// <summary>Runs a workflow written in code and returns its result.</summary>
    Task<TResult> RunAsync<TWorkflow, TResult>(RunWorkflowOptions? options = null, CancellationToken cancellationToken = default)
        where TWorkflow : WorkflowBase<TResult>, new();

    /// <summary>Runs a compiled workflow.</summary>
    Task<RunWorkflowResult> RunAsync(WorkflowGraph graph, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Goes on with a run whose state somebody kept.</summary>
    Task<RunWorkflowResult> RunAsync(WorkflowGraph graph, WorkflowState state, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default);
}

/// <summary>How to run.</summary>
public sealed class RunWorkflowOptions
{
    /// <summary>The instance's id; default: a new one.</summary>
    public string? WorkflowInstanceId { get; set; }

    /// <summary>What relates the instance to the world outside.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The bookmark to resume.</summary>
    public string? BookmarkId { get; set; }

    /// <summary>The activity to run instead of the workflow from its start: an execution runs again in its place; after an activity nothing comes.</summary>
    public ActivityHandle? ActivityHandle { get; set; }

    /// <summary>The input by name.</summary>
    public IDictionary<string, object>? Input { get; set; }

    /// <summary>Values of variables of the workflow by name.</summary>
    public IDictionary<string, object>? Variables { get; set; }

    /// <summary>Properties of the instance.</summary>
    public IDictionary<string, object>? Properties { get; set; }

    /// <summary>The trigger to begin with.</summary>
    public string? TriggerActivityId { get; set; }

    /// <summary>The instance that starts it.</summary>
    public string? ParentWorkflowInstanceId { get; set; }
}

/// <summary>What came out of a run.</summary>
/// <param name="WorkflowExecutionContext">The run.</param>
/// <param name="Result">The value of its result variable.</param>
public sealed record RunWorkflowResult(WorkflowExecutionContext WorkflowExecutionContext, object? Result)
{
    /// <summary>Its state: what to keep for going on. It is taken when somebody asks for it.</summary>
    public WorkflowState WorkflowState => field ??= StateExtractor.Extract(WorkflowExecutionContext);

    /// <summary>The compiled workflow: what to go on with.</summary>
    public WorkflowGraph Graph => WorkflowExecutionContext.Graph;

    /// <summary>The workflow.</summary>
    public Workflow Workflow => Graph.Workflow;

    /// <summary>The result of a run whose result variable has its last value.</summary>
    internal static RunWorkflowResult Of(WorkflowExecutionContext run) =>
        new(run, run.Graph.Workflow.ResultVariable is { } variable ? run.RootContext.Get(variable) : null);
}
