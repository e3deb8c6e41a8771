using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Execution;

/// <summary>The strategies that definitions can choose, by upstream's names; the host's own come beside them.</summary>
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

    internal static CommitChoice? OfActivity(string? name) => Choose(Activities, Workflows, name);

    internal static CommitChoice? OfWorkflow(string? name) => Choose(Workflows, Activities, name);

    /// <summary>What counts for an execution: its activity's own strategy, then the host's for activities, the workflow's, the host's for workflows.</summary>
    internal static CommitPoints Of(ActivityExecutionContext context)
    {
        var (node, options) = (context.ActivityNode, context.WorkflowExecutionContext.Options);
        var choice = node.Commits ?? options.ActivityCommits ?? node.WorkflowCommits ?? options.WorkflowCommits;
        return choice?.Strategy is { } own ? context.GetServices<ICommitStrategy>().Find(own)?.PointsOf(context) ?? CommitPoints.None : choice?.Points ?? CommitPoints.None;
    }

    // What has a meaning elsewhere only is no strategy of the host.
    private static CommitChoice? Choose(Dictionary<string, CommitPoints> own, Dictionary<string, CommitPoints> others, string? name) =>
        name is null || others.ContainsKey(name) ? null
        : own.TryGetValue(name, out var points) ? new CommitChoice(points)
        : new CommitChoice(CommitPoints.None, StrategyNames.Of(name));
}

/// <summary>What somebody chose: points, or a strategy of the host that knows them.</summary>
internal sealed record CommitChoice(CommitPoints Points, string? Strategy = null);
