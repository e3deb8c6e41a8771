using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Expressions;

namespace Transcribe.Engine.Definitions;

/// <summary>Turns a definition into activities and compiles them.</summary>
public sealed class WorkflowMaterializer(ActivityRegistry registry, ExpressionRegistry expressions)
{
    private readonly GraphCompiler _compiler = new(registry, expressions);

    /// <summary>The compiled graph of <paramref name="definition"/>.</summary>
    /// <exception cref="DefinitionException">It cannot be built; it lists everything that is wrong.</exception>
    public WorkflowGraph Materialize(WorkflowDefinition definition)
    {
        var problems = new List<DefinitionProblem>();
        var workflow = new WorkflowFactory(registry, problems, []).Create(definition);
        var mistakes = problems.Where(problem => !problem.IsWarning).ToList();
        var graph = _compiler.Compile(workflow, mistakes);
        graph.Warnings = [.. problems.Where(problem => problem.IsWarning)];
        return graph;
    }

    /// <summary>Makes these definitions usable as activities, instead of those that were before.</summary>
    public void UseAsActivities(IEnumerable<WorkflowDefinition> definitions) => registry.SetDefinitions(definitions.Select(DefinitionDescriber.Describe));

    /// <summary>Compiles activities written in code.</summary>
    public WorkflowGraph Materialize(IActivity root) => _compiler.Compile(root as Workflow ?? new Workflow(root), []);

    /// <summary>
    /// What would go wrong at run time and can be known now: expressions that do not parse, unknown languages, constants that do not fit;
    /// and the warnings of its document.
    /// </summary>
    public IReadOnlyList<DefinitionProblem> Validate(WorkflowGraph graph) =>
        [.. from node in graph.Nodes
            from held in ExpressionsOf(node)
            let validator = expressions.HandlerOf(held.Expression.Type) as IExpressionValidator
            where validator is not null
            from message in validator.Validate(held.Expression)
            select new DefinitionProblem(node.Activity.Name ?? node.Activity.Id, held.Name, message),
         .. from node in graph.Nodes
            from input in node.Inputs
            let message = input.FindMisfit()
            where message is not null
            select new DefinitionProblem(node.Activity.Name ?? node.Activity.Id, input.Descriptor.Name, message),
         .. graph.Warnings];

    private static IEnumerable<HeldExpression> ExpressionsOf(ActivityNode node) => node.Inputs
        .Where(input => !input.IsConstant)
        .Select(input => new HeldExpression(input.Descriptor.Name, input.Expression))
        .Concat((node.Activity as IHoldsExpressions)?.GetHeldExpressions() ?? [])
        .Concat(node.Log?.Settings.Where(setting => setting.Expression is not null).Select(setting => new HeldExpression("logPersistenceConfig", setting.Expression!)) ?? []);
}
