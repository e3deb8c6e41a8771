using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Execution;

/// <summary>Where the state is committed beside the end of each burst and before tasks, which no strategy takes away.</summary>
[Flags]
internal enum CommitPoints
{
    None = 0,
    BeforeActivity = 1,
    AfterActivity = 2,
    BeforeBurst = 4,
}

/// <summary>The strategies that definitions can choose, by upstream's names.</summary>
public static class CommitStrategies
{
    private static readonly Dictionary<string, CommitPoints> Activities = new(StringComparer.Ordinal)
    {
        ["CommitAlways"] = CommitPoints.BeforeActivity | CommitPoints.AfterActivity,
        ["CommitNever"] = CommitPoints.None,
        ["Executing"] = CommitPoints.BeforeActivity,
        ["Executed"] = CommitPoints.AfterActivity,
    };

    private static readonly Dictionary<string, CommitPoints> Workflows = new(StringComparer.Ordinal)
    {
        ["WorkflowExecuting"] = CommitPoints.BeforeBurst,
        ["WorkflowExecuted"] = CommitPoints.None,
        ["ActivityExecuting"] = CommitPoints.BeforeActivity,
        ["ActivityExecuted"] = CommitPoints.AfterActivity,
    };

    /// <summary>Whether activities can choose a name.</summary>
    public static bool IsForActivities(string name) => Activities.ContainsKey(name);

    /// <summary>Whether workflows can choose a name.</summary>
    public static bool IsForWorkflows(string name) => Workflows.ContainsKey(name);

    internal static CommitPoints? OfActivity(string? name) => Find(Activities, name);

    internal static CommitPoints? OfWorkflow(string? name) => Find(Workflows, name);

    /// <summary>What counts for an activity: its own strategy, then the host's for activities, the workflow's, the host's for workflows.</summary>
    internal static CommitPoints Of(ActivityNode node, BurstOptions options) =>
        node.CommitPoints ?? options.ActivityCommitPoints ?? node.WorkflowCommitPoints ?? options.WorkflowCommitPoints ?? CommitPoints.None;

    private static CommitPoints? Find(Dictionary<string, CommitPoints> strategies, string? name) =>
        name is not null && strategies.TryGetValue(name, out var points) ? points : null;
}
