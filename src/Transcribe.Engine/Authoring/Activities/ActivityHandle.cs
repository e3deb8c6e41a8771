using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Authoring;

/// <summary>Names an activity of a workflow, or one of its executions.</summary>
public sealed record ActivityHandle
{
    /// <summary>The id of the activity.</summary>
    public string? ActivityId { get; init; }

    /// <summary>Its place in the graph, such as <c>Workflow1:flow:submit</c>.</summary>
    public string? ActivityNodeId { get; init; }

    /// <summary>One execution of it.</summary>
    public string? ActivityInstanceId { get; init; }

    /// <summary>An activity by its id.</summary>
    public static ActivityHandle FromActivityId(string activityId) => new() { ActivityId = activityId };

    /// <summary>An activity by its place in the graph.</summary>
    public static ActivityHandle FromActivityNodeId(string activityNodeId) => new() { ActivityNodeId = activityNodeId };

    /// <summary>An execution by its id.</summary>
    public static ActivityHandle FromActivityInstanceId(string activityInstanceId) => new() { ActivityInstanceId = activityInstanceId };

    /// <summary>What it names.</summary>
    public override string ToString() => ActivityInstanceId ?? ActivityNodeId ?? ActivityId ?? "(nothing)";

    internal ActivityNode? FindNode(WorkflowGraph graph) => ActivityNodeId is { } nodeId ? graph.FindNode(nodeId) : ActivityId is { } id ? graph.FindNodeByActivityId(id) : null;
}
