namespace Transcribe.Engine.Definitions;

/// <summary>Finds what would go wrong at run time and can be known when a definition is saved or published. Hosts register their own.</summary>
public interface IDefinitionValidator
{
    /// <summary>What is wrong; warnings do not keep it from being published.</summary>
    IEnumerable<DefinitionProblem> Validate(WorkflowGraph graph);
}

/// <summary>The names that a definition declares.</summary>
internal sealed class DeclarationValidator : IDefinitionValidator
{
    public IEnumerable<DefinitionProblem> Validate(WorkflowGraph graph) =>
        Twice("inputs", graph.Workflow.Inputs.Select(input => input.Name)).Concat(Twice("outputs", graph.Workflow.Outputs.Select(output => output.Name)));

    private static IEnumerable<DefinitionProblem> Twice(string member, IEnumerable<string> names) => names
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() > 1)
        .Select(group => new DefinitionProblem(null, member, $"The name '{group.Key}' is declared {group.Count()} times."));
}
