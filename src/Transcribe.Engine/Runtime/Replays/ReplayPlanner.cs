using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Runtime;

/// <summary>Decides for each step of a run what it does in a replay.</summary>
/// <param name="run">The run.</param>
/// <param name="graph">The version that is to run.</param>
/// <param name="ran">The version that ran; null: it is gone.</param>
internal sealed class ReplayPlanner(EndedRun run, WorkflowGraph graph, WorkflowGraph? ran)
{
    // They are part of the new run's state until it has come to them.
    private const int MaxAnsweredCharacters = 16 * 1024 * 1024;

    private readonly KeptResults _results = new(run, ran);

    /// <summary>The plan for a start.</summary>
    /// <exception cref="ReplayRefusedException">It cannot be replayed from there.</exception>
    public ReplayPlan Plan(ReplayPoint point)
    {
        var trigger = FindTrigger();
        var steps = new List<ReplayedStep>();
        var answered = new List<string>();
        var characters = 0L;
        foreach (var execution in run.Executions)
        {
            // What the version that is to run does not have is never asked for.
            if (graph.FindNode(execution.Row.ActivityNodeId) is not { } node || !IsComeTo(execution, node))
                continue;

            var step = StepOf(execution, node, point, execution == trigger);
            steps.Add(step);
            if (step.End != ReplayedEnd.Answered)
                continue;

            answered.Add(node.DisplayName);
            characters += execution.Row.Outputs?.Length ?? 0;
        }

        if (characters > MaxAnsweredCharacters)
            throw new ReplayRefusedException($"The steps before '{point.Node.DisplayName}' gave more than {MaxAnsweredCharacters / 1024 / 1024} million characters, which is more than a run takes over. Replay from an earlier step.");

        return new ReplayPlan(
            new ReplayState { InstanceId = run.Id, EarlierInstanceIds = run.EarlierIds, FromNodeId = point.Node.NodeId, HasReached = point.Execution is not null && point.Execution == trigger, Steps = steps },
            graph, point.Node, trigger?.Row.ActivityId, answered);
    }

    // Activities that hold others lead to them; of the rest, those that have effects. What is inside one with an effect comes with it.
    private bool IsComeTo(EndedExecution execution, ActivityNode node) =>
        (node.IsAnswerable || node.Children.Count > 0) && !execution.Path().SkipLast(1).Any(outer => graph.FindNode(outer.Row.ActivityNodeId)?.IsAnswerable == true);

    private ReplayedStep StepOf(EndedExecution execution, ActivityNode node, ReplayPoint point, bool isTrigger)
    {
        var earlier = new StepFacts(execution.Row).Earlier;
        var step = new ReplayedStep { Id = execution.Row.Id, ParentId = execution.Row.ParentId, NodeId = node.NodeId, Earlier = earlier.Count > 0 ? earlier : null };
        if (!node.IsAnswerable || (!isTrigger && point.IsBehind(execution, graph)))
            return step;

        switch (execution.Row.Status)
        {
            case ActivityStatus.Completed:
                var (outcomes, outputs) = ReadResult(execution);
                return step with { End = ReplayedEnd.Answered, Outcomes = outcomes, Outputs = outputs };
            case ActivityStatus.Canceled when WasGivenUp(execution, point):
                return step with { End = ReplayedEnd.GivenUp };
            default:
                return StepOrder.Leads(node, point.Node)
                    ? throw new ReplayRefusedException($"'{node.DisplayName}' comes before '{point.Node.DisplayName}' and did not complete in run {run.Id}. Replay from '{node.DisplayName}'.")
                    : step;
        }
    }

    private (IReadOnlyList<string> Outcomes, IReadOnlyDictionary<string, object?> Outputs) ReadResult(EndedExecution execution)
    {
        try
        {
            return _results.Read(execution);
        }
        catch (StepNotKeptException exception)
        {
            throw new ReplayRefusedException($"{exception.Message}, so it cannot be answered. Replay from '{execution.Name}', or from a step before it.");
        }
    }

    // Another branch had won: before the point was reached, or in a run that ended well. What ended with its run had not come to its end.
    private bool WasGivenUp(EndedExecution execution, ReplayPoint point) =>
        !run.HasFailed(execution) && (point.Execution is { } start ? execution.CancelledAt < start.Order : run.Row is { SubStatus: WorkflowSubStatus.Finished, IncidentCount: 0 });

    // What started a run is in no row; but it is what began first.
    private EndedExecution? FindTrigger()
    {
        var first = run.Executions.FirstOrDefault(execution => execution.Parent is not null && execution.Children.Count == 0);
        if (first is not { Row.Status: ActivityStatus.Completed } || (ran ?? graph).FindNode(first.Row.ActivityNodeId)?.Activity is not (ITrigger and Activity { CanStartWorkflow: true }))
            return null;

        return graph.FindNode(first.Row.ActivityNodeId) is not null
            ? first
            : throw new ReplayRefusedException($"Run {run.Id} was started by '{first.Name}', which version {graph.Workflow.DefinitionVersion} of the workflow does not have any more. Start the workflow anew.");
    }
}

/// <summary>What a replay does with each step.</summary>
/// <param name="State">What the new run takes over.</param>
/// <param name="Graph">The version that runs.</param>
/// <param name="From">The step from which on it executes.</param>
/// <param name="TriggerActivityId">The trigger to begin with; null: the workflow's own start.</param>
/// <param name="Answered">The steps that are answered.</param>
internal sealed record ReplayPlan(ReplayState State, WorkflowGraph Graph, ActivityNode From, string? TriggerActivityId, IReadOnlyList<string> Answered);
