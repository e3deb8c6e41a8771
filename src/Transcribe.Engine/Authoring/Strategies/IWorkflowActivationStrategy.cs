using Transcribe.Engine.Activities;

namespace Transcribe.Engine.Authoring;

/// <summary>
/// Whether a new instance may start beside those that run. Every start asks it: requests, events, schedules, people and other workflows.
/// Hosts register their own; a definition chooses by class name (<c>options.activationStrategyType</c>).
/// </summary>
public interface IWorkflowActivationStrategy
{
    /// <summary>Whether the instance may start. Starts that ask are answered one after the other.</summary>
    ValueTask<bool> GetAllowActivationAsync(WorkflowInstantiationStrategyContext context);
}

/// <summary>The start that asks.</summary>
/// <param name="workflow">The workflow.</param>
/// <param name="correlationId">What would relate the instance to the world outside.</param>
/// <param name="isAnyRunning">Looks for other instances, by definition and correlation id.</param>
/// <param name="cancellationToken">Gives up.</param>
public sealed class WorkflowInstantiationStrategyContext(
    Workflow workflow, string? correlationId, Func<string?, string?, ValueTask<bool>> isAnyRunning, CancellationToken cancellationToken)
{
    /// <summary>The workflow.</summary>
    public Workflow Workflow { get; } = workflow;

    /// <summary>What would relate the instance to the world outside.</summary>
    public string? CorrelationId { get; } = correlationId;

    /// <summary>Gives up.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Whether another instance runs or waits; null does not narrow.</summary>
    public ValueTask<bool> IsAnyRunningAsync(string? definitionId, string? correlationId) => isAnyRunning(definitionId, correlationId);
}

/// <summary>Every start makes a new run.</summary>
public sealed class AllowAlwaysStrategy : IWorkflowActivationStrategy
{
    /// <inheritdoc/>
    public ValueTask<bool> GetAllowActivationAsync(WorkflowInstantiationStrategyContext context) => new(true);
}

/// <summary>One run of the definition at a time.</summary>
public sealed class SingletonStrategy : IWorkflowActivationStrategy
{
    /// <inheritdoc/>
    public async ValueTask<bool> GetAllowActivationAsync(WorkflowInstantiationStrategyContext context) =>
        !await context.IsAnyRunningAsync(context.Workflow.DefinitionId, null);
}

/// <summary>One run of any definition at a time for each correlation id; a start without one is free.</summary>
public sealed class CorrelationStrategy : IWorkflowActivationStrategy
{
    /// <inheritdoc/>
    public async ValueTask<bool> GetAllowActivationAsync(WorkflowInstantiationStrategyContext context) =>
        context.CorrelationId is not { } correlationId || !await context.IsAnyRunningAsync(null, correlationId);
}

/// <summary>One run of the definition at a time for each correlation id; a start without one is free.</summary>
public sealed class CorrelatedSingletonStrategy : IWorkflowActivationStrategy
{
    /// <inheritdoc/>
    public async ValueTask<bool> GetAllowActivationAsync(WorkflowInstantiationStrategyContext context) =>
        context.CorrelationId is not { } correlationId || !await context.IsAnyRunningAsync(context.Workflow.DefinitionId, correlationId);
}
