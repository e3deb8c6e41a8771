using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Expressions;

namespace Transcribe.Engine.Definitions;

/// <summary>
/// Says where a definition reads or sets a variable that is not there, or keeps an output in one: the output goes nowhere, what is read is
/// nothing, and a run says neither. A variable that a script makes while it runs is not known here, so it keeps no version from being published.
/// </summary>
internal sealed class MemoryValidator : IDefinitionValidator
{
    // Variables of single turns and children, which are declared while a loop runs.
    private static readonly string[] OfTurns = ["CurrentValue", "CurrentIndex", "ChildInstanceId"];

    public IEnumerable<DefinitionProblem> Validate(WorkflowGraph graph) =>
        graph.Nodes.Where(node => !node.IsNested).SelectMany(node => Unread(node).Concat(Unkept(node, graph)).Concat(Unset(node)));

    private static IEnumerable<DefinitionProblem> Unread(ActivityNode node) =>
        from held in node.Inputs.Where(input => !input.IsConstant).Select(input => new HeldExpression(input.Descriptor.Name, input.Expression))
            .Concat((node.Activity as IHoldsExpressions)?.GetHeldExpressions() ?? [])
        let id = MemoryExpressions.VariableOf(held.Expression)
        where id is not null && !IsInScope(node, id)
        select Doubt(node, held.Name, $"It reads the variable '{id}', which is not declared around it, and gets nothing.");

    private static IEnumerable<DefinitionProblem> Unkept(ActivityNode node, WorkflowGraph graph) =>
        from descriptor in node.Descriptor.Outputs
        let id = descriptor.Read(node.Activity)?.Reference?.Id
        where id is not null && !graph.HasOutput(id) && !IsInScope(node, id)
        select Doubt(node, descriptor.Name, $"It goes to '{id}', which is neither a variable around it nor an output of the workflow, so nobody gets it.");

    private static IEnumerable<DefinitionProblem> Unset(ActivityNode node)
    {
        if (node.Activity is SetVariable { Variable: { } variable } && !IsInScope(node, variable.Id))
            yield return Doubt(node, nameof(SetVariable.Variable), $"The variable '{variable.Name}' is not declared around it, so a run that comes there faults.");
    }

    private static bool IsInScope(ActivityNode node, string id)
    {
        if (OfTurns.Contains(id, StringComparer.Ordinal))
            return true;

        for (var current = node; current is not null; current = current.Parent)
        {
            if (current.Activity is IVariableContainer container && container.Variables.Any(variable => variable.Id == id))
                return true;
        }

        return false;
    }

    private static DefinitionProblem Doubt(ActivityNode node, string property, string message) => new(node.DisplayName, property, message) { IsWarning = true };
}
