using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>An activity of a flowchart with its edges.</summary>
internal sealed class FlowNodeInfo(IActivity activity)
{
    public IActivity Activity { get; } = activity;

    public string Id => Activity.Id;

    public bool IsReachable { get; set; }

    public List<FlowEdge> Outbound { get; } = [];

    /// <summary>Only forward edges: what a join waits for.</summary>
    public List<FlowEdge> Inbound { get; } = [];

    /// <summary>Also the edges that close loops.</summary>
    public List<FlowEdge> AllInbound { get; } = [];
}

/// <summary>A connection between two activities that exist.</summary>
internal sealed class FlowEdge(Connection connection, FlowNodeInfo source, FlowNodeInfo target)
{
    public string Key { get; } = connection.Key;

    public string? Port { get; } = connection.Source.Port;

    public FlowNodeInfo Source { get; } = source;

    public FlowNodeInfo Target { get; } = target;

    /// <summary>Whether it closes a loop.</summary>
    public bool IsBackward { get; set; }

    /// <summary>Whether a backward edge may be followed: every forward path to its source passes its target.</summary>
    public bool IsValidLoop { get; set; }
}

/// <summary>The edges of a flowchart as seen from one start; computed once for a definition version and start.</summary>
internal sealed class FlowGraph
{
    private readonly Dictionary<string, FlowNodeInfo> _nodes;

    /// <param name="activities">The activities.</param>
    /// <param name="connections">The connections, none twice.</param>
    /// <param name="startId">The activity to start with.</param>
    public FlowGraph(IEnumerable<IActivity> activities, IEnumerable<Connection> connections, string startId)
    {
        _nodes = activities.ToDictionary(activity => activity.Id, activity => new FlowNodeInfo(activity), StringComparer.Ordinal);
        foreach (var connection in connections)
        {
            if (_nodes.TryGetValue(connection.Source.Activity, out var source) && _nodes.TryGetValue(connection.Target.Activity, out var target))
                source.Outbound.Add(new FlowEdge(connection, source, target));
        }

        Start = _nodes[startId];
        Classify();
        Validate();
    }

    public FlowNodeInfo Start { get; }

    public FlowNodeInfo? Find(string activityId) => _nodes.TryGetValue(activityId, out var node) && node.IsReachable ? node : null;

    /// <summary>Whether <paramref name="ancestor"/> leads to <paramref name="node"/> without going through a loop's way back.</summary>
    public static bool IsAncestor(FlowNodeInfo ancestor, FlowNodeInfo node) => Leads(ancestor, node, without: null);

    // Breadth first from the start; an edge whose target already leads to its source closes a loop.
    private void Classify()
    {
        var queue = new Queue<FlowNodeInfo>([Start]);
        Start.IsReachable = true;
        while (queue.TryDequeue(out var node))
        {
            foreach (var edge in node.Outbound)
            {
                edge.Target.AllInbound.Add(edge);
                edge.IsBackward = edge.Target == node || Leads(edge.Target, node, without: null);
                if (!edge.IsBackward)
                    edge.Target.Inbound.Add(edge);

                if (!edge.Target.IsReachable)
                {
                    edge.Target.IsReachable = true;
                    queue.Enqueue(edge.Target);
                }
            }
        }
    }

    private void Validate()
    {
        foreach (var edge in _nodes.Values.Where(node => node.IsReachable).SelectMany(node => node.Outbound).Where(edge => edge.IsBackward))
            edge.IsValidLoop = edge.Target == Start || edge.Target == edge.Source || !Leads(Start, edge.Source, without: edge.Target);
    }

    private static bool Leads(FlowNodeInfo from, FlowNodeInfo to, FlowNodeInfo? without)
    {
        var seen = new HashSet<FlowNodeInfo> { from };
        var stack = new Stack<FlowNodeInfo>([from]);
        while (stack.TryPop(out var node))
        {
            foreach (var edge in node.Outbound)
            {
                if (edge.IsBackward || edge.Target == without || !edge.Target.Inbound.Contains(edge))
                    continue;
                if (edge.Target == to)
                    return true;
                if (seen.Add(edge.Target))
                    stack.Push(edge.Target);
            }
        }

        return false;
    }
}
