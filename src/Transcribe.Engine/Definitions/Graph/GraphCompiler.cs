using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Expressions;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Definitions;

/// <summary>Compiles a tree of activities: ids, places, inputs with constants computed and expressions prepared.</summary>
public sealed class GraphCompiler(ActivityRegistry registry, ExpressionRegistry expressions)
{
    /// <summary>Compiles <paramref name="workflow"/>.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="mistakes">What is known to be wrong already.</param>
    /// <exception cref="DefinitionException">There are mistakes: those known, ids that two activities claim, constants that do not fit.</exception>
    public WorkflowGraph Compile(Workflow workflow, IEnumerable<DefinitionProblem> mistakes)
    {
        var nodes = new List<ActivityNode>();
        var problems = mistakes.ToList();
        var ids = new ActivityIds(problems);
        var root = Add(workflow, null, 0, nodes, ids);
        return problems.Count > 0 ? throw new DefinitionException(problems) : new WorkflowGraph(workflow, root, nodes);
    }

    private ActivityNode Add(IActivity activity, ActivityNode? parent, int position, List<ActivityNode> nodes, ActivityIds ids)
    {
        ids.Claim(activity);
        var descriptor = registry.DescriptorOf(activity);
        var node = new ActivityNode(activity, descriptor, parent, CompileInputs(activity, descriptor, ids.Problems)) { Position = position };
        activity.NodeId = node.NodeId;
        nodes.Add(node);
        NumberOutputs(activity, descriptor);

        // What a workflow calls its activities is its own affair, also where it is one of several in another.
        var inside = activity is WorkflowDefinitionActivity ? new ActivityIds(ids.Problems) : ids;
        node.Children = [.. ActivityTree.ChildrenOf(activity, descriptor).Select((child, place) => Add(child, node, place, nodes, inside))];
        return node;
    }

    private CompiledInput[] CompileInputs(IActivity activity, ActivityDescriptor descriptor, List<DefinitionProblem> problems)
    {
        var wrapped = descriptor.Inputs.Where(input => input.IsWrapped).ToList();
        var compiled = new CompiledInput[wrapped.Count];
        for (var slot = 0; slot < compiled.Length; slot++)
        {
            try
            {
                compiled[slot] = CompiledInput.Compile(wrapped[slot], (Input?)wrapped[slot].Read(activity), slot, expressions);
            }
            catch (ValueConversionException exception)
            {
                problems.Add(new DefinitionProblem(activity.Name ?? activity.Id, wrapped[slot].Name, exception.Message));
                compiled[slot] = CompiledInput.Compile(wrapped[slot], null, slot, expressions);
            }
        }

        return compiled;
    }

    private static void NumberOutputs(IActivity activity, ActivityDescriptor descriptor)
    {
        for (var slot = 0; slot < descriptor.Outputs.Count; slot++)
        {
            if (descriptor.Outputs[slot].Read(activity) is { } output)
                output.Slot = slot;
        }
    }
}
