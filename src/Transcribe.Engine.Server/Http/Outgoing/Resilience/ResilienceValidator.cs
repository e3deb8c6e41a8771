using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Server.Http;

/// <summary>The strategies that activities were given: there are such, and the activity goes by them.</summary>
internal sealed class ResilienceValidator(ResilienceStrategies strategies) : IDefinitionValidator
{
    public IEnumerable<DefinitionProblem> Validate(WorkflowGraph graph)
    {
        foreach (var activity in graph.Nodes.Select(node => node.Activity))
        {
            if (ResilienceChoice.Of(activity) is not { } choice)
                continue;

            if (activity is not SendHttpRequestBase)
                yield return new DefinitionProblem(activity.Name ?? activity.Id, null, "Its resilience strategy repeats nothing: only HTTP requests are repeated.") { IsWarning = true };
            else if (choice.StrategyId is { } id && strategies.All.All(strategy => strategy.Id != id))
                yield return new DefinitionProblem(activity.Name ?? activity.Id, null, strategies.Unknown(id));
        }
    }
}
