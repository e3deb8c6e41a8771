using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Expressions;

namespace Transcribe.Engine.Definitions;

/// <summary>Compiles a tree of activities: ids, places, inputs with constants computed and expressions prepared.</summary>
public sealed class GraphCompiler(ActivityRegistry registry, ExpressionRegistry expressions)
{
    /// <summary>Compiles <paramref name="workflow"/>.</summary>
    /// <exception cref="DefinitionException">Two activities in one container have the same id.</exception>
    public WorkflowGraph Compile(Workflow workflow)
    {
        var nodes = new List<ActivityNode>();
        var ids = new ActivityIds();
        var root = Add(workflow, null, nodes, ids);
        ids.ThrowOnDuplicates();
        return new WorkflowGraph(workflow, root, nodes);
    }

    private ActivityNode Add(IActivity activity, ActivityNode? parent, List<ActivityNode> nodes, ActivityIds ids)
    {
        ids.Claim(activity);
        var descriptor = registry.DescriptorOf(activity);
        var node = new ActivityNode(activity, descriptor, parent, CompileInputs(activity, descriptor));
        activity.NodeId = node.NodeId;
        nodes.Add(node);
        NumberOutputs(activity, descriptor);

        // What a workflow calls its activities is its own affair, also where it is one of several in another.
        var inside = activity is WorkflowDefinitionActivity ? new ActivityIds() : ids;
        node.Children = [.. ActivityTree.ChildrenOf(activity, descriptor).Select(child => Add(child, node, nodes, inside))];
        if (inside != ids)
            inside.ThrowOnDuplicates();
        return node;
    }

    private CompiledInput[] CompileInputs(IActivity activity, ActivityDescriptor descriptor)
    {
        var wrapped = descriptor.Inputs.Where(input => input.IsWrapped).ToList();
        var compiled = new CompiledInput[wrapped.Count];
        for (var slot = 0; slot < compiled.Length; slot++)
            compiled[slot] = CompiledInput.Compile(wrapped[slot], (Input?)wrapped[slot].Read(activity), slot, expressions);

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
