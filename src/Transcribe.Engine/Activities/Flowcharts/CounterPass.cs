using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Counts how often activities were passed and connections decided: an activity waits until each way to it is followed or dead.</summary>
internal sealed class CounterPass(ActivityExecutionContext flow, FlowGraph graph, FlowScope scope, ActivityCompletionCallback onCompleted)
    : FlowPass(flow, graph, onCompleted)
{
    public override async ValueTask LeaveAsync(FlowNodeInfo node, Outcomes outcomes, bool isBackward)
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

    public override ValueTask GiveUpAsync(FlowNodeInfo node) => LeaveAsync(node, Outcomes.Empty, isBackward: false);

    private ValueTask GoBackAsync(FlowEdge edge)
    {
        if (!edge.IsValidLoop)
        {
            throw new InvalidOperationException(
                $"Invalid backward connection: Every path from the source ('{edge.Source.Id}') must go through the target ('{edge.Target.Id}') when tracing back to the start.");
        }

        return RunAsync(edge.Target, new Dictionary<string, object>(StringComparer.Ordinal) { [BackwardKey] = true });
    }

    private async ValueTask DecideAsync(FlowEdge edge, bool isFollowed)
    {
        var target = edge.Target;
        var mode = target.Activity is FlowJoin join ? await join.ModeOfAsync(Flow) : FlowJoinMode.WaitAllActive;
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

    /// <summary>A dead path goes on through its target, with no outcome.</summary>
    private ValueTask SkipAsync(FlowNodeInfo target) => LeaveAsync(target, Outcomes.Empty, isBackward: false);

    private bool IsQueued(FlowNodeInfo target) =>
        Flow.WorkflowExecutionContext.Queue.Any(item => item.Owner == Flow && item.Node.Activity == target.Activity);
}
