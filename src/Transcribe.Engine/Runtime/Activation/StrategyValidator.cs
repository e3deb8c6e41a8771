using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Runtime;

/// <summary>The strategies that a definition and its activities choose by name.</summary>
internal sealed class StrategyValidator(
    IEnumerable<IWorkflowActivationStrategy> activations, IEnumerable<IIncidentStrategy> incidents, IEnumerable<ILogPersistenceStrategy> logs,
    IEnumerable<ICommitStrategy> commits) : IDefinitionValidator
{
    public IEnumerable<DefinitionProblem> Validate(WorkflowGraph graph)
    {
        var workflow = graph.Workflow;
        if (workflow.ActivationStrategy is { } activation && activations.Find(activation) is null)
            yield return new DefinitionProblem(null, "activationStrategyType", $"There is no activation strategy '{activation}'.");
        if (workflow.IncidentStrategy is { } incident && incidents.Find(incident) is null)
            yield return new DefinitionProblem(null, "incidentStrategyType", $"There is no incident strategy '{incident}'.");
        if (workflow.CommitStrategy is { } commit && !CommitStrategies.IsForWorkflows(commit) && commits.Find(StrategyNames.Of(commit)!) is null)
            yield return new DefinitionProblem(null, "commitStrategyName", $"There is no commit strategy '{commit}' for workflows.");

        foreach (var node in graph.Nodes)
        {
            if (node.Activity is Activity { CommitStrategy: { } own } activity and not Activities.Workflow
                && !CommitStrategies.IsForActivities(own) && commits.Find(StrategyNames.Of(own)!) is null)
                yield return new DefinitionProblem(activity.Name ?? activity.Id, "commitStrategyName", $"There is no commit strategy '{own}' for activities.");

            foreach (var log in (node.Log?.Settings ?? []).Select(setting => setting.Strategy).OfType<string>().Distinct().Where(name => logs.Find(name) is null))
                yield return new DefinitionProblem(node.Activity.Name ?? node.Activity.Id, "logPersistenceConfig", $"There is no log persistence strategy '{log}'.");
        }
    }
}
