using Transcribe.Engine.Authoring;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Execution;

/// <summary>
/// The replayed run as a burst needs it. Each execution here finds its counterpart there: the next one of the same activity under the counterpart
/// of its parent, so that turns of loops and items that run side by side meet their own.
/// </summary>
internal sealed class RunReplay
{
    private readonly ReplayState _state;
    private readonly HashSet<ReplayedStep> _taken = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(string? ParentId, string NodeId), Queue<ReplayedStep>> _steps = [];

    public RunReplay(ReplayState state)
    {
        _state = state;
        HasReached = state.HasReached;
        foreach (var step in state.Steps)
        {
            if (!_steps.TryGetValue((step.ParentId, step.NodeId), out var turns))
                _steps[(step.ParentId, step.NodeId)] = turns = new Queue<ReplayedStep>();
            turns.Enqueue(step);
        }
    }

    public string InstanceId => _state.InstanceId;

    /// <summary>The replayed run, and those which that one replays in its turn.</summary>
    public IReadOnlyList<string> InstanceIds => [_state.InstanceId, .. _state.EarlierInstanceIds ?? []];

    public string FromNodeId => _state.FromNodeId;

    /// <summary>Whether the run has come to the step from which on it executes.</summary>
    public bool HasReached { get; set; }

    /// <summary>The counterpart of an execution that begins; null: it has none. Each is taken once.</summary>
    public ReplayedStep? Take(ActivityExecutionContext context)
    {
        var parent = context.ParentActivityExecutionContext;
        if (parent is { Earlier: [] } || !_steps.TryGetValue((parent?.Earlier[0], context.NodeId), out var turns) || !turns.TryDequeue(out var step))
            return null;

        _taken.Add(step);
        return step;
    }

    /// <summary>Gives a counterpart back that was taken in vain, for the next that asks.</summary>
    public void Return(ReplayedStep step)
    {
        _taken.Remove(step);
        var turns = _steps[(step.ParentId, step.NodeId)];
        _steps[(step.ParentId, step.NodeId)] = new([step, .. turns]);
    }

    /// <summary>What is left of it. Of a run that has ended for good nothing is needed any more.</summary>
    public ReplayState ToState(bool hasEnded) => _state with { HasReached = HasReached, Steps = hasEnded ? [] : [.. _state.Steps.Where(step => !_taken.Contains(step))] };
}
