using System.Text.RegularExpressions;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <inheritdoc/>
internal sealed partial class Replays(IWorkflowRuntime runtime, DefinitionCatalog catalog, IDefinitionStore definitions, IInstanceStore instances, IJournalStore journal) : IReplays
{
    public async Task<ReplayChoices?> LookAsync(string workflowInstanceId, CancellationToken cancellationToken = default)
    {
        if (await EndedRun.ReadAsync(workflowInstanceId, instances, journal, cancellationToken) is not { } run)
            return null;

        var graph = await FindNewestAsync(run, cancellationToken);
        var turns = new Dictionary<string, int>(StringComparer.Ordinal);
        var steps = new List<ReplayChoice>();
        foreach (var execution in run.Executions.Where(execution => execution.Parent is not null))
        {
            var (row, node) = (execution.Row, graph.FindNode(execution.Row.ActivityNodeId));
            if (node?.Descriptor.IsContainer ?? execution.Children.Count > 0)
                continue;

            var facts = new StepFacts(row);
            var turn = turns[row.ActivityNodeId] = turns.GetValueOrDefault(row.ActivityNodeId) + 1;
            steps.Add(new ReplayChoice(row.Id, row.ActivityId, execution.Name, turn, row.Status, facts.Outcomes, row.StartedAt, facts.Pinned, node is not null));
        }

        return new ReplayChoices(run.Row.DefinitionId, graph.Workflow.DisplayName ?? run.Row.DefinitionId, graph.Workflow.DefinitionVersion, run.IsTest, ReplayPoint.FirstFailed(run)?.Row.Id, steps);
    }

    public async Task<ReplayPreview?> PreviewAsync(string workflowInstanceId, string? from, CancellationToken cancellationToken = default) =>
        await EndedRun.ReadAsync(workflowInstanceId, instances, journal, cancellationToken) is { } run ? Show(await PlanAsync(run, from, cancellationToken)) : null;

    public async Task<ReplayPreview?> StartAsync(string workflowInstanceId, string? from, CancellationToken cancellationToken = default)
    {
        if (await EndedRun.ReadAsync(workflowInstanceId, instances, journal, cancellationToken) is not { } run)
            return null;

        var plan = await PlanAsync(run, from, cancellationToken);
        var instanceId = await runtime.DispatchAsync(
            new StartWorkflowRequest
            {
                DefinitionVersionId = plan.Graph.Workflow.VersionId,
                CorrelationId = run.State.CorrelationId,
                Name = $"{Again().Replace(run.Row.Name ?? plan.Graph.Workflow.DisplayName ?? run.Row.DefinitionId, string.Empty)} (again from {plan.From.DisplayName})",
                TriggerActivityId = plan.TriggerActivityId,
                Input = run.ReadInput(),
                Properties = PropertiesOf(run, plan),
                Test = run.IsTest ? TestMode.All : TestMode.None,
                Replay = plan.State,
            },
            cancellationToken);
        return Show(plan) with { WorkflowInstanceId = instanceId };
    }

    // Of the old run's own it has only how its flowcharts go; whose child it was, and how it was answered, is over.
    private static Dictionary<string, object> PropertiesOf(EndedRun run, ReplayPlan plan)
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal) { [RunProperties.ReplayOf] = run.Id, [RunProperties.ReplayFrom] = plan.From.DisplayName };
        if (run.State.Properties.GetValueOrDefault(FlowchartOptions.PropertyName) is { } mode)
            properties[FlowchartOptions.PropertyName] = mode;
        return properties;
    }

    private static ReplayPreview Show(ReplayPlan plan) => new(plan.From.Activity.Id, plan.From.DisplayName, plan.Graph.Workflow.DefinitionVersion, plan.Answered);

    private async Task<ReplayPlan> PlanAsync(EndedRun run, string? from, CancellationToken cancellationToken)
    {
        if (run.Row.Status != WorkflowStatus.Finished)
            throw new ReplayRefusedException($"Run {run.Id} has not ended yet ({run.Row.SubStatus}): wait until it has, or cancel it.");
        if (run.Executions.Count == 0)
            throw new ReplayRefusedException($"Nothing is known of the steps of run {run.Id}. Start the workflow anew.");

        var graph = await FindNewestAsync(run, cancellationToken);
        return new ReplayPlanner(run, graph, await catalog.FindGraphAsync(run.Row.DefinitionVersionId, cancellationToken)).Plan(ReplayPoint.Find(run, graph, from));
    }

    // A test is repeated with what is drawn now; anything else with what is published, as far as anything is.
    private async Task<WorkflowGraph> FindNewestAsync(EndedRun run, CancellationToken cancellationToken)
    {
        var published = run.IsTest ? null : await definitions.FindAsync(run.Row.DefinitionId, VersionOptions.Published, cancellationToken);
        var row = published ?? await definitions.FindAsync(run.Row.DefinitionId, VersionOptions.Latest, cancellationToken);
        return row is not null && await catalog.FindGraphAsync(row.Id, cancellationToken) is { } graph
            ? graph
            : throw new DefinitionNotFoundException($"The workflow '{run.Row.DefinitionId}' of run {run.Id} is not there any more.");
    }

    [GeneratedRegex(@" \(again from .*\)$", RegexOptions.NonBacktracking)]
    private static partial Regex Again();
}
