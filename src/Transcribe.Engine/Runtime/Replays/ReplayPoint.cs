using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Runtime;

/// <summary>Where a replay starts to execute.</summary>
/// <param name="Node">The activity, in the version that is to run.</param>
/// <param name="Execution">Which execution of it; null: the run had not come to it.</param>
/// <param name="Path">That execution with those around it, the root first; without one, those around the place where it would be.</param>
internal sealed record ReplayPoint(ActivityNode Node, EndedExecution? Execution, IReadOnlyList<EndedExecution> Path)
{
    /// <summary>Finds the point.</summary>
    /// <param name="run">The run.</param>
    /// <param name="graph">The version that is to run.</param>
    /// <param name="from">An execution's id, or an activity's id or name; null: the first step that failed.</param>
    /// <exception cref="ReplayRefusedException">There is no such step, or it stands inside of one that is answered as a whole.</exception>
    public static ReplayPoint Find(EndedRun run, WorkflowGraph graph, string? from)
    {
        var execution = from is null
            ? FirstFailed(run) ?? throw new ReplayRefusedException($"No step of run {run.Id} failed: say from which step it is to be replayed.")
            : run.Executions.FirstOrDefault(candidate => candidate.Row.Id == from);
        var node = execution is not null ? graph.FindNode(execution.Row.ActivityNodeId) : FindNode(graph, from!);
        if (node?.Parent is null)
            throw new ReplayRefusedException($"Version {graph.Workflow.DefinitionVersion} of the workflow has no step '{execution?.Name ?? from}'. Replay from another one.");

        for (var outer = node.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer.IsAnswerable)
                throw new ReplayRefusedException($"'{node.DisplayName}' belongs to '{outer.DisplayName}', which runs as a whole. Replay from '{outer.DisplayName}'.");
        }

        execution ??= run.Executions.Where(candidate => candidate.Row.ActivityNodeId == node.NodeId).OrderBy(candidate => candidate.IsFaulted ? 0 : 1).FirstOrDefault();
        return new ReplayPoint(node, execution, execution?.Path() ?? PathTo(run, node));
    }

    /// <summary>The first step that failed, or where it was cancelled; null: there is none.</summary>
    public static EndedExecution? FirstFailed(EndedRun run)
    {
        var steps = run.Executions.Where(execution => execution.Parent is not null && execution.Children.Count == 0).ToList();
        return steps.Find(execution => execution.IsFaulted)
            ?? steps.Find(run.HasFailed)
            ?? (run.Row.SubStatus == WorkflowSubStatus.Cancelled ? steps.Find(execution => execution.Row.Status == ActivityStatus.Canceled) : null);
    }

    /// <summary>Whether an execution lies at or behind the point: it may depend on what happens there.</summary>
    public bool IsBehind(EndedExecution other, WorkflowGraph graph)
    {
        var path = other.Path();
        var common = 0;
        while (common < Path.Count && common < path.Count && Path[common] == path[common])
            common++;

        if (common == path.Count)
            return other == Execution;
        if (common == Path.Count && Execution is not null)
            return true;

        var (here, sibling) = (common < Path.Count ? Path[common] : null, path[common]);
        var (chosen, node) = (here is null ? ChildTowards(Path[^1]) : graph.FindNode(here.Row.ActivityNodeId), graph.FindNode(sibling.Row.ActivityNodeId));
        if (chosen is null || node is null || (here is not null && sibling.Order < here.Order))
            return false;

        // Another turn of the same loop comes later; items side by side do not.
        return chosen == node ? !StepOrder.RunsSideBySide(node.Parent) : StepOrder.LeadsBeside(chosen, node);
    }

    private static ActivityNode? FindNode(WorkflowGraph graph, string name) =>
        graph.FindNodeByActivityId(name) ?? graph.FindNode(name) ?? graph.Nodes.FirstOrDefault(node => string.Equals(node.Activity.Name, name, StringComparison.OrdinalIgnoreCase));

    private static List<EndedExecution> PathTo(EndedRun run, ActivityNode node)
    {
        var path = new List<EndedExecution>();
        var open = new Stack<ActivityNode>();
        for (var outer = node.Parent; outer is not null; outer = outer.Parent)
            open.Push(outer);
        while (open.TryPop(out var outer) && run.Executions.FirstOrDefault(execution => execution.Row.ActivityNodeId == outer.NodeId && execution.Parent == path.LastOrDefault()) is { } execution)
            path.Add(execution);
        return path;
    }

    private ActivityNode? ChildTowards(EndedExecution container)
    {
        var node = Node;
        while (node is not null && node.Parent?.NodeId != container.Row.ActivityNodeId)
            node = node.Parent;
        return node;
    }
}
