using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>
/// Decides whether an instance may start: by the activation strategy of its workflow and the number of its runs. A workflow without either
/// passes at once; starts that have to be decided are, one after the other, and count until their first commit is there to be counted.
/// </summary>
internal sealed class Admission(IInstanceStore instances, IEnumerable<IWorkflowActivationStrategy> strategies, BurstOptions options) : IDisposable
{
    private readonly SemaphoreSlim _deciding = new(1, 1);
    private readonly List<NewInstance> _starting = [];

    /// <summary>Lets an instance start; it counts as starting until the answer is disposed.</summary>
    /// <exception cref="ActivationRefusedException">It may not start.</exception>
    public ValueTask<Pass> AdmitAsync(NewInstance instance, CancellationToken cancellationToken)
    {
        var workflow = instance.Graph.Workflow;
        return workflow.ActivationStrategy is null or nameof(AllowAlwaysStrategy) && MaxOf(instance) is null ? default : DecideAsync(instance, cancellationToken);
    }

    public void Dispose() => _deciding.Dispose();

    private async ValueTask<Pass> DecideAsync(NewInstance instance, CancellationToken cancellationToken)
    {
        await _deciding.WaitAsync(cancellationToken);
        try
        {
            await AskStrategyAsync(instance, cancellationToken);
            if (MaxOf(instance) is { } max && await CountAsync(instance, instance.Graph.Workflow.DefinitionId, null, max, cancellationToken) >= max)
                throw new ActivationRefusedException($"'{NameOf(instance)}' was not started: {max} of its runs are going on, which is as many as there may be (the limit 'runningInstances').", isLimit: true);

            lock (_starting)
                _starting.Add(instance);
            return new Pass(this, instance);
        }
        finally
        {
            _deciding.Release();
        }
    }

    private async ValueTask AskStrategyAsync(NewInstance instance, CancellationToken cancellationToken)
    {
        if (instance.Graph.Workflow.ActivationStrategy is not { } name)
            return;

        var strategy = strategies.Find(name) ?? throw new ActivationRefusedException($"'{NameOf(instance)}' was not started: nobody knows its activation strategy '{name}'.");
        var context = new WorkflowInstantiationStrategyContext(
            instance.Graph.Workflow,
            instance.Request.CorrelationId,
            async (definitionId, correlationId) => await CountAsync(instance, definitionId, correlationId, 1, cancellationToken) > 0,
            cancellationToken);
        if (!await strategy.GetAllowActivationAsync(context))
            throw new ActivationRefusedException($"'{NameOf(instance)}' was not started: its activation strategy '{name}' does not allow it beside what is running.");
    }

    /// <summary>Counts other instances that start, run or wait, at least up to <paramref name="enough"/>.</summary>
    private async ValueTask<int> CountAsync(NewInstance instance, string? definitionId, string? correlationId, int enough, CancellationToken cancellationToken)
    {
        HashSet<string> others;
        lock (_starting)
        {
            others = [.. _starting
                .Where(other => definitionId is null || other.Graph.Workflow.DefinitionId == definitionId)
                .Where(other => correlationId is null || other.Request.CorrelationId == correlationId)
                .Select(other => other.Id)];
        }

        others.UnionWith(await instances.ListRunningAsync(definitionId, correlationId, enough + others.Count + 1, cancellationToken));
        others.Remove(instance.Id);
        return others.Count;
    }

    private int? MaxOf(NewInstance instance) => instance.Graph.Workflow.Limits?.RunningInstances ?? options.Limits.RunningInstances;

    private static string NameOf(NewInstance instance) => instance.Graph.Workflow.DisplayName ?? instance.Graph.Workflow.DefinitionId;

    private void End(NewInstance instance)
    {
        lock (_starting)
            _starting.Remove(instance);
    }

    /// <summary>An instance that may start.</summary>
    internal readonly struct Pass(Admission? admission, NewInstance instance) : IDisposable
    {
        public void Dispose() => admission?.End(instance);
    }
}

/// <summary>An instance may not start: its workflow's activation strategy or limit says so. Nothing was begun.</summary>
public sealed class ActivationRefusedException(string message, bool isLimit = false) : Exception(message)
{
    /// <summary>Whether it was one too many; trying later may help.</summary>
    public bool IsLimit { get; } = isLimit;
}
