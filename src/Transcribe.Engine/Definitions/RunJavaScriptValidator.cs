using Transcribe.Engine.Activities;

namespace Transcribe.Engine.Definitions;

/// <summary>Says where a script is written as an expression: upstream, and so this engine, evaluates that first and runs what comes out of it.</summary>
internal sealed class RunJavaScriptValidator : IDefinitionValidator
{
    public IEnumerable<DefinitionProblem> Validate(WorkflowGraph graph) =>
        from node in graph.Nodes
        where node.Activity is RunJavaScript { Script.Expression.Type: "JavaScript" }
        select new DefinitionProblem(
            node.DisplayName, nameof(RunJavaScript.Script), "It is an expression, which is evaluated first; what comes out of it is run as the script. Write the script as a literal.") { IsWarning = true };
}
