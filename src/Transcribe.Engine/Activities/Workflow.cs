using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Activities;

/// <summary>The root of every run: it holds the definition's facts and runs its root activity.</summary>
[Activity("Elsa", "Composition", "Runs a workflow.")]
[System.ComponentModel.Browsable(false)]
public sealed class Workflow : Activity, IVariableContainer
{
    /// <summary>The node id of the root, as upstream names it.</summary>
    public const string DefaultId = "Workflow1";

    /// <summary>The member of a definition's custom properties that names its error workflow.</summary>
    internal const string ErrorWorkflowMember = "errorWorkflow";

    /// <summary>A workflow whose root activity is <paramref name="root"/>.</summary>
    public Workflow(IActivity? root)
        : base(source: null, line: null)
    {
        Id = DefaultId;
        Root = root;
        OnSignalReceived<CompleteCompositeSignal>(OnCompleteCompositeAsync);
    }

    /// <summary>An empty workflow.</summary>
    public Workflow()
        : this(null)
    {
    }

    /// <summary>The logical id of the definition.</summary>
    public string DefinitionId { get; init; } = "workflow";

    /// <summary>The id of this version.</summary>
    public string VersionId { get; init; } = "workflow:1";

    /// <summary>The number of this version, from 1.</summary>
    public int DefinitionVersion { get; init; } = 1;

    /// <summary>What it does.</summary>
    public string? Description { get; init; }

    /// <summary>Whether lists of workflows leave it out.</summary>
    public bool IsSystem { get; init; }

    /// <summary>The variable whose value is the result; null: none.</summary>
    public Variable? ResultVariable { get; init; }

    /// <summary>The name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The designer's version that wrote it; major 3 and above name output accessors by activity names.</summary>
    public Version? ToolVersion { get; init; }

    /// <summary>What it runs; null: it finishes at once.</summary>
    public IActivity? Root { get; set; }

    /// <inheritdoc/>
    public ICollection<Variable> Variables { get; init; } = [];

    /// <summary>The declared inputs.</summary>
    public IReadOnlyList<InputDefinition> Inputs { get; init; } = [];

    /// <summary>The declared outputs.</summary>
    public IReadOnlyList<OutputDefinition> Outputs { get; init; } = [];

    /// <summary>The class name of the <see cref="IIncidentStrategy"/>; null: the host's.</summary>
    public string? IncidentStrategy { get; init; }

    /// <summary>The class name of the <see cref="IWorkflowActivationStrategy"/>; null: every start is allowed.</summary>
    public string? ActivationStrategy { get; init; }

    /// <summary>How far it may go; null: as far as the host allows.</summary>
    public WorkflowLimits? Limits { get; init; }

    /// <summary>How often a run is tried again that ends by a fault which may pass; null: as the host says.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>When it fails so often that what starts it is paused; null: as the host says.</summary>
    public FailureLimit? Failing { get; init; }

    /// <summary>The definition id of the workflow that is told when a run of this one fails; null: the host's.</summary>
    public string? ErrorWorkflow { get; init; }

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => context.ScheduleActivityAsync(Root, OnRootCompletedAsync);

    /// <summary>The method that the clock calls when the run's time is over.</summary>
    internal const string OnDurationOver = nameof(OnDurationOverAsync);

    private static ValueTask OnDurationOverAsync(ActivityExecutionContext context)
    {
        RunLimits.EndBecauseOfDuration(context.WorkflowExecutionContext);
        return ValueTask.CompletedTask;
    }

    /// <summary>The method that the clock calls when a run is to be tried again.</summary>
    internal const string OnRetryDue = nameof(OnRetryDueAsync);

    private static ValueTask OnRetryDueAsync(ActivityExecutionContext context) => RetryWait.EndAsync(context.WorkflowExecutionContext);

    private static ValueTask OnRootCompletedAsync(ActivityCompletedContext context) => context.CompleteActivityAsync();

    private async ValueTask OnCompleteCompositeAsync(CompleteCompositeSignal signal, SignalContext context)
    {
        context.StopPropagation();
        var receiver = context.ReceiverActivityExecutionContext;
        await receiver.CompleteActivityAsync(receiver.IsRoot ? null : signal.Value);
    }
}
