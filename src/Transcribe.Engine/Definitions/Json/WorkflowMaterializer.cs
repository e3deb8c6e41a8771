using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Expressions;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Definitions;

/// <summary>Turns a definition into activities and compiles them.</summary>
public sealed class WorkflowMaterializer(ActivityRegistry registry, ExpressionRegistry expressions, IEnumerable<IInputValidator> inputValidators)
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
    /// What would go wrong at run time and can be known now: expressions that do not parse, unknown languages, constants that do not fit or
    /// cannot work; and the warnings of its document.
    /// </summary>
    public IReadOnlyList<DefinitionProblem> Validate(WorkflowGraph graph) => [.. Validate(graph, isDraft: false), .. Misfits(graph), .. graph.Warnings];

    /// <summary>The mistakes for which even a draft is refused; a draft that cannot be built yet has none.</summary>
    public IReadOnlyList<DefinitionProblem> ValidateDraft(WorkflowDefinition definition)
    {
        try
        {
            return Validate(Materialize(definition), isDraft: true);
        }
        catch (Exception exception) when (exception is DefinitionException or ValueConversionException)
        {
            return [];
        }
    }

    private List<DefinitionProblem> Validate(WorkflowGraph graph, bool isDraft) =>
        [.. graph.Nodes.SelectMany(node => ExpressionProblems(node, isDraft).Concat(InputProblems(node, isDraft)))];

    private IEnumerable<DefinitionProblem> ExpressionProblems(ActivityNode node, bool isDraft) =>
        from place in ExpressionsOf(node)
        let held = place.Held
        let validator = expressions.HandlerOf(held.Expression.Type, place.CanContainSecrets) as IExpressionValidator
        where validator is not null && (!isDraft || validator.ChecksDrafts)
        from message in validator.Validate(held.Expression)
        select new DefinitionProblem(node.Activity.Name ?? node.Activity.Id, held.Name, message);

    private IEnumerable<DefinitionProblem> InputProblems(ActivityNode node, bool isDraft) =>
        from input in node.Inputs
        where input.IsConstant
        from validator in inputValidators
        where !isDraft || validator.ChecksDrafts
        from message in validator.Validate(input.Descriptor, input.Constant)
        select new DefinitionProblem(node.Activity.Name ?? node.Activity.Id, input.Descriptor.Name, message);

    private static IEnumerable<DefinitionProblem> Misfits(WorkflowGraph graph) =>
        from node in graph.Nodes
        from input in node.Inputs
        let message = input.FindMisfit()
        where message is not null
        select new DefinitionProblem(node.Activity.Name ?? node.Activity.Id, input.Descriptor.Name, message);

    private static IEnumerable<(HeldExpression Held, bool CanContainSecrets)> ExpressionsOf(ActivityNode node) => node.Inputs
        .Where(input => !input.IsConstant)
        .Select(input => (new HeldExpression(input.Descriptor.Name, input.Expression), input.Descriptor.CanContainSecrets))
        .Concat(((node.Activity as IHoldsExpressions)?.GetHeldExpressions() ?? []).Select(held => (held, false)))
        .Concat(node.Log?.Settings.Where(setting => setting.Expression is not null).Select(setting => (new HeldExpression("logPersistenceConfig", setting.Expression!), false)) ?? []);
}
