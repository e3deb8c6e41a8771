using System.Collections.Frozen;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Definitions;

/// <summary>A definition version, compiled: immutable and shared by all its runs.</summary>
public sealed class WorkflowGraph
{
    private readonly FrozenDictionary<IActivity, ActivityNode> _byActivity;
    private readonly FrozenDictionary<string, ActivityNode> _byNodeId;
    private readonly FrozenSet<string> _outputs;

    internal WorkflowGraph(Workflow workflow, ActivityNode root, IReadOnlyList<ActivityNode> nodes)
    {
        Workflow = workflow;
        Root = root;
        Nodes = nodes;
        _byActivity = nodes.ToFrozenDictionary(node => node.Activity, ReferenceEqualityComparer.Instance as IEqualityComparer<IActivity>);
        _byNodeId = nodes.ToFrozenDictionary(node => node.NodeId, StringComparer.Ordinal);
        HasOwnStorage = nodes.Any(node => node.Activity is IVariableContainer container && container.Variables.Any(variable => variable.IsKeptElsewhere));
        _outputs = workflow.Outputs.Select(output => output.Name).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The root activity with the definition's facts.</summary>
    public Workflow Workflow { get; }

    /// <summary>The root's node.</summary>
    public ActivityNode Root { get; }

    /// <summary>All nodes, parents before children.</summary>
    public IReadOnlyList<ActivityNode> Nodes { get; }

    /// <summary>What its document says that runs here, but not as written or not on an upstream server.</summary>
    public IReadOnlyList<DefinitionProblem> Warnings { get; internal set; } = [];

    /// <summary>Whether storage drivers of the host keep any variable.</summary>
    internal bool HasOwnStorage { get; }

    /// <summary>The triggers that may start the workflow.</summary>
    public IEnumerable<ITrigger> Triggers => Nodes.Where(node => !node.IsNested).Select(node => node.Activity).OfType<ITrigger>().Where(trigger => trigger is Activity { CanStartWorkflow: true });

    /// <summary>The node of an activity of this graph.</summary>
    /// <exception cref="InvalidOperationException">The activity belongs to no or another graph.</exception>
    public ActivityNode NodeOf(IActivity activity) =>
        _byActivity.TryGetValue(activity, out var node)
            ? node
            : throw new InvalidOperationException($"The activity '{activity.Id}' ({activity.Type}) is not part of the workflow '{Workflow.DefinitionId}', so it cannot be scheduled.");

    /// <summary>The node of a node id; null when the graph has none.</summary>
    public ActivityNode? FindNode(string nodeId) => _byNodeId.GetValueOrDefault(nodeId);

    /// <summary>The node of an activity id; null when the graph has none.</summary>
    public ActivityNode? FindNodeByActivityId(string activityId) => Nodes.FirstOrDefault(node => node.Activity.Id == activityId);

    internal bool HasOutput(string? name) => name is not null && _outputs.Contains(name);
}
