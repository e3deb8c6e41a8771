using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>
/// Which execution scheduled each execution of a run: in a sequence or a flowchart the one before it, else the one that it runs in. Upstream
/// writes it down with every execution; here it follows from the graph and from when they ran, and costs runs nothing.
/// </summary>
internal sealed class Schedulers
{
    private readonly Dictionary<string, (ActivityExecutionRow? Scheduler, int Depth)> _links = new(StringComparer.Ordinal);

    /// <param name="rows">All executions of a run.</param>
    /// <param name="graph">What it runs; null: its version is gone, and only what runs in what is known.</param>
    public Schedulers(IReadOnlyCollection<ActivityExecutionRow> rows, WorkflowGraph? graph)
    {
        var owners = rows.ToDictionary(row => row.Id, StringComparer.Ordinal);
        var predecessors = PredecessorsIn(graph);
        var completions = new Queue<ActivityExecutionRow>(rows.Where(row => row.Status == ActivityStatus.Completed).OrderBy(row => row.CompletedAt));
        var latest = new Dictionary<(string? Owner, string Activity), ActivityExecutionRow>();
        foreach (var row in rows.OrderBy(row => row.StartedAt).ThenBy(row => row.ActivityNodeId.Count(':'.Equals)))
        {
            while (completions.TryPeek(out var completed) && completed.CompletedAt <= row.StartedAt)
                latest[(completed.ParentId, completed.ActivityId)] = completions.Dequeue();

            var scheduler = predecessors[row.ActivityNodeId].Select(id => latest.GetValueOrDefault((row.ParentId, id))).OfType<ActivityExecutionRow>().MaxBy(before => before.CompletedAt)
                ?? (row.ParentId is { } owner ? owners.GetValueOrDefault(owner) : null);
            _links[row.Id] = (scheduler, scheduler is null ? 0 : _links.GetValueOrDefault(scheduler.Id).Depth + 1);
        }
    }

    /// <summary>What scheduled an execution; null: it is the root.</summary>
    public ActivityExecutionRow? Of(ActivityExecutionRow row) => _links[row.Id].Scheduler;

    /// <summary>How many executions lead to one.</summary>
    public int DepthOf(ActivityExecutionRow row) => _links[row.Id].Depth;

    /// <summary>By place in the graph, the ids of the activities that one may follow.</summary>
    private static ILookup<string, string> PredecessorsIn(WorkflowGraph? graph) =>
        (graph?.Nodes ?? []).SelectMany(StepsOf).ToLookup(step => step.NodeId, step => step.Predecessor, StringComparer.Ordinal);

    private static IEnumerable<(string NodeId, string Predecessor)> StepsOf(ActivityNode container) => container.Activity switch
    {
        Sequence sequence => sequence.Activities.Zip(sequence.Activities.Skip(1), (before, after) => ($"{container.NodeId}:{after.Id}", before.Id)),
        Flowchart flowchart => flowchart.Connections.Select(connection => ($"{container.NodeId}:{connection.Target.Activity}", connection.Source.Activity)).Distinct(),
        _ => [],
    };
}
