using Transcribe.Engine.Definitions;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Everything that is looked at before a version is published.</summary>
internal sealed class DefinitionChecks(
    WorkflowMaterializer materializer, TriggerIndexer indexer, ErrorWorkflowCheck errorWorkflows, IEnumerable<IDefinitionValidator> definitions,
    IEnumerable<ITriggerValidator> triggers)
{
    /// <summary>What is wrong with a version, warnings included, and its triggers as far as they can be computed.</summary>
    public async Task<(IReadOnlyList<DefinitionProblem> Problems, IReadOnlyList<TriggerRow> Triggers)> CheckAsync(
        WorkflowGraph graph, TriggerSnapshot published, CancellationToken cancellationToken)
    {
        List<DefinitionProblem> problems = [.. materializer.Validate(graph), .. definitions.SelectMany(validator => validator.Validate(graph))];
        if (await errorWorkflows.FindProblemAsync(graph, published, cancellationToken) is { } errorWorkflow)
            problems.Add(errorWorkflow);

        IReadOnlyList<TriggerRow> rows = [];
        try
        {
            rows = await indexer.IndexAsync(graph, cancellationToken);
            problems.AddRange(triggers.SelectMany(validator => validator.Validate(rows, published)));
        }
        catch (DefinitionException exception)
        {
            // An expression that does not parse has been said already, with its place.
            problems.AddRange(exception.Problems.Where(problem => problems.TrueForAll(known => known.IsWarning || known.ActivityId != problem.ActivityId)));
        }

        return (problems, rows);
    }
}
