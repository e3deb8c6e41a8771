using Transcribe.Engine.Authoring;
using Transcribe.Engine.Expressions;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Activities;

/// <summary>One step of a flowchart: an activity was left with outcomes, and its connections are decided.</summary>
internal sealed class FlowPass(ActivityExecutionContext flow, FlowGraph graph, FlowScope scope, ActivityCompletionCallback onCompleted)
{
    /// <summary>The input by which an activity knows that a loop led back to it.</summary>
    internal const string BackwardKey = "BackwardConnection";

    public FlowNodeInfo NodeOf(IActivity activity) =>
        graph.Find(activity.Id) ?? throw new InvalidOperationException($"Activity {activity.Id} is not reachable from the flowchart graph.");

    /// <summary>Decides every connection out of <paramref name="node"/>.</summary>
    public async ValueTask LeaveAsync(FlowNodeInfo node, Outcomes outcomes, bool isBackward)
    {
        if (!isBackward)
            scope.Visit(node);

        foreach (var edge in node.Outbound)
        {
            var isFollowed = outcomes.Names.Contains(edge.Port);
            scope.Visit(edge, isFollowed);

            if (!edge.IsBackward)
                await DecideAsync(edge, isFollowed);
            else if (isFollowed)
                await GoBackAsync(edge);
        }
    }

    private ValueTask GoBackAsync(FlowEdge edge)
    {
        if (!edge.IsValidLoop)
        {
            throw new InvalidOperationException(
                $"Invalid backward connection: Every path from the source ('{edge.Source.Id}') must go through the target ('{edge.Target.Id}') when tracing back to the start.");
        }

        return flow.ScheduleActivityAsync(edge.Target.Activity, new ScheduleWorkOptions
        {
            CompletionCallback = onCompleted,
            Input = new Dictionary<string, object>(StringComparer.Ordinal) { [BackwardKey] = true },
        });
    }

    private async ValueTask DecideAsync(FlowEdge edge, bool isFollowed)
    {
        var target = edge.Target;
        var mode = target.Activity is FlowJoin join ? await ModeOfAsync(join) : FlowJoinMode.WaitAllActive;
        if (mode == FlowJoinMode.WaitAny)
        {
            await DecideFirstAsync(edge, isFollowed);
            return;
        }

        if (!AllDecided(target))
            return;

        var runs = mode == FlowJoinMode.WaitAll ? target.Inbound.TrueForAll(scope.WasFollowed) : target.Inbound.Exists(scope.WasFollowed);
        await (runs ? RunAsync(target) : SkipAsync(target));
    }

    private async ValueTask DecideFirstAsync(FlowEdge edge, bool isFollowed)
    {
        var target = edge.Target;
        if (scope.VisitsOf(edge) <= scope.VisitsOf(target) || IsQueued(target))
            return;

        if (isFollowed)
        {
            await RunAsync(target);
            await CancelLosersAsync(target);
        }
        else if (AllDecided(target) && !target.Inbound.Exists(scope.WasFollowed))
        {
            await SkipAsync(target);
        }
    }

    // Each inbound connection was decided more often than the target was passed: this turn's arrivals are complete.
    private bool AllDecided(FlowNodeInfo target) => target.Inbound.TrueForAll(edge => scope.VisitsOf(edge) > scope.VisitsOf(target));

    private ValueTask RunAsync(FlowNodeInfo target) => flow.ScheduleActivityAsync(target.Activity, onCompleted);

    /// <summary>A dead path goes on through its target, with no outcome.</summary>
    private ValueTask SkipAsync(FlowNodeInfo target) => LeaveAsync(target, Outcomes.Empty, isBackward: false);

    private async ValueTask CancelLosersAsync(FlowNodeInfo winner)
    {
        foreach (var child in flow.Children.ToArray())
        {
            if (graph.Find(child.Activity.Id) is { } node && FlowGraph.IsAncestor(node, winner))
                await child.CancelActivityAsync();
        }
    }

    private bool IsQueued(FlowNodeInfo target) =>
        flow.WorkflowExecutionContext.Queue.Any(item => item.Owner == flow && item.Node.Activity == target.Activity);

    private async ValueTask<FlowJoinMode> ModeOfAsync(FlowJoin join)
    {
        var input = flow.WorkflowExecutionContext.Graph.NodeOf(join).Inputs[0];
        return ValueConverter.To<FlowJoinMode>(await InputEvaluator.EvaluateAsync(input, flow));
    }
}
