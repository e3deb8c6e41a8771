using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Expressions;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Computes what starts a definition version.</summary>
internal sealed class TriggerIndexer(IServiceScopeFactory scopes, BurstOptions options, TimeProvider clock)
{
    /// <summary>The triggers of a version: one for each payload of each trigger that may start it.</summary>
    /// <exception cref="DefinitionException">A payload cannot be computed; it names the activity.</exception>
    public async Task<IReadOnlyList<TriggerRow>> IndexAsync(WorkflowGraph graph, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var run = new WorkflowExecutionContext("trigger-indexing", graph, scope.ServiceProvider, clock, options, cancellationToken);
        var rows = new List<TriggerRow>();
        var problems = new List<DefinitionProblem>();
        foreach (var trigger in graph.Triggers)
        {
            try
            {
                rows.AddRange(await IndexAsync(run, graph.NodeOf(trigger), trigger, cancellationToken));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                problems.Add(new DefinitionProblem(trigger.Name ?? trigger.Id, null, $"What starts it cannot be computed: {exception.Message}"));
            }
        }

        return problems.Count > 0
            ? throw new DefinitionException(problems)
            : [.. rows.DistinctBy(row => (row.ActivityId, row.Hash))];
    }

    private static async Task<IEnumerable<TriggerRow>> IndexAsync(WorkflowExecutionContext run, ActivityNode node, ITrigger trigger, CancellationToken cancellationToken)
    {
        var context = await PlaceAsync(run, node);
        var indexing = new TriggerIndexingContext(trigger, context.ExpressionExecutionContext, cancellationToken);
        var payloads = (await trigger.GetTriggerPayloadsAsync(indexing)).ToList<object?>();
        if (payloads.Count == 0)
            payloads.Add(null);

        return payloads.Select(payload => payload is NamedTriggerPayload named
            ? RowOf(run, trigger, named.TriggerName, named.Payload)
            : RowOf(run, trigger, indexing.TriggerName, payload));
    }

    private static TriggerRow RowOf(WorkflowExecutionContext run, ITrigger trigger, string name, object? payload) => new()
    {
        Id = Identity.NewId(),
        DefinitionId = run.Graph.Workflow.DefinitionId,
        DefinitionVersionId = run.Graph.Workflow.VersionId,
        ActivityId = trigger.Id,
        Name = name,
        Hash = StimulusHasher.Hash(name, payload),
        Payload = Json.Of(payload),
        NextRunAt = (payload as ISchedule)?.First(run.Now),
    };

    // The trigger in its place, with the variables around it at their declared values: upstream's indexing sees none, and indexes nonsense in silence.
    private static async Task<ActivityExecutionContext> PlaceAsync(WorkflowExecutionContext run, ActivityNode node)
    {
        var parent = node.Parent is null ? null : await PlaceAsync(run, node.Parent);
        var context = parent is null ? run.RootContext : new ActivityExecutionContext(run, parent, node);
        foreach (var variable in (node.Activity as IVariableContainer)?.Variables ?? [])
            context.Declare(variable);

        if (node.Activity is ITrigger)
            await InputEvaluator.EvaluateAllAsync(context);
        return context;
    }
}
