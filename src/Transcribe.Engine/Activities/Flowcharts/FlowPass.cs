using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>One step of a flowchart: an activity was left with outcomes, and what they lead to is decided.</summary>
internal abstract class FlowPass(ActivityExecutionContext flow, FlowGraph graph, ActivityCompletionCallback onCompleted)
{
    /// <summary>The input by which an activity knows that a loop led back to it.</summary>
    internal const string BackwardKey = "BackwardConnection";

    protected ActivityExecutionContext Flow { get; } = flow;

    public FlowNodeInfo NodeOf(IActivity activity) =>
        graph.Find(activity.Id) ?? throw new InvalidOperationException($"Activity {activity.Id} is not reachable from the flowchart graph.");

    /// <summary>Decides every connection out of <paramref name="node"/>.</summary>
    public abstract ValueTask LeaveAsync(FlowNodeInfo node, Outcomes outcomes, bool isBackward);

    /// <summary>The activity of <paramref name="node"/> was cancelled: nothing comes from it any more.</summary>
    public abstract ValueTask GiveUpAsync(FlowNodeInfo node);

    protected ValueTask RunAsync(FlowNodeInfo target) => Flow.ScheduleActivityAsync(target.Activity, onCompleted);

    protected ValueTask RunAsync(FlowNodeInfo target, IDictionary<string, object> input) =>
        Flow.ScheduleActivityAsync(target.Activity, new ScheduleWorkOptions { CompletionCallback = onCompleted, Input = input });

    /// <summary>Cancels what runs or waits on the ways to <paramref name="winner"/>.</summary>
    protected async ValueTask CancelLosersAsync(FlowNodeInfo winner)
    {
        foreach (var child in Flow.Children.ToArray())
        {
            if (graph.Find(child.Activity.Id) is { } node && FlowGraph.IsAncestor(node, winner))
                await child.CancelActivityAsync();
        }
    }
}
