namespace Transcribe.Engine.Activities;

/// <summary>How far a flowchart has come. Persisted with the run, with upstream's names.</summary>
public sealed class FlowScope
{
    /// <summary>The property of the flowchart's execution that holds it.</summary>
    internal const string PropertyName = "FlowScope";

    /// <summary>How often each activity was passed, run or skipped.</summary>
    public Dictionary<string, int> ActivitiesVisitCount { get; init; } = new(StringComparer.Ordinal);

    /// <summary>How often each connection was decided.</summary>
    public Dictionary<string, int> ConnectionVisitCount { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Whether each connection was followed the last time.</summary>
    public Dictionary<string, bool> ConnectionLastVisitFollowed { get; init; } = new(StringComparer.Ordinal);

    internal int VisitsOf(FlowNodeInfo node) => ActivitiesVisitCount.GetValueOrDefault(node.Id);

    internal int VisitsOf(FlowEdge edge) => ConnectionVisitCount.GetValueOrDefault(edge.Key);

    internal bool WasFollowed(FlowEdge edge) => ConnectionLastVisitFollowed.GetValueOrDefault(edge.Key);

    internal void Visit(FlowNodeInfo node) => ActivitiesVisitCount[node.Id] = VisitsOf(node) + 1;

    internal void Visit(FlowEdge edge, bool isFollowed)
    {
        ConnectionVisitCount[edge.Key] = VisitsOf(edge) + 1;
        ConnectionLastVisitFollowed[edge.Key] = isFollowed;
    }
}
