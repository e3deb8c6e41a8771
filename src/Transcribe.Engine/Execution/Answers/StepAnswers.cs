using Transcribe.Engine.Authoring;
using Transcribe.Engine.Expressions;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Execution;

/// <summary>
/// Steps that are answered instead of executed: in a replay from what they did in the replayed run, in a test run from their pinned sample. Their outputs go
/// where those of an execution go.
/// </summary>
internal static class StepAnswers
{
    /// <summary>The fact by which people see that a step was answered, and from where.</summary>
    public const string PinnedFact = "Pinned";

    private const string EventName = "Pinned";
    private const string Sample = "sample";

    /// <summary>Answers an execution that begins, or begins again; false: it is to be executed.</summary>
    /// <exception cref="ReplayGapException">It stands before the step from which on a replay executes, and did not run in the replayed run.</exception>
    public static ValueTask<bool> TryAnswerAsync(ActivityExecutionContext context)
    {
        var run = context.WorkflowExecutionContext;
        if (run.Replay is { } replay)
            return TryReplayAsync(context, replay);

        return context.ActivityNode.Sample is { } sample && run.IsAnsweredBySample(context)
            ? AnswerAsync(context, Sample, "Answered from its pinned sample.", sample.Outcomes, sample.Outputs)
            : new(false);
    }

    /// <summary>Completes an execution as an earlier one of the same step was.</summary>
    public static async ValueTask CompleteAsync(ActivityExecutionContext context, string from, IReadOnlyList<string> outcomes, IReadOnlyDictionary<string, object?> outputs)
    {
        context.JournalData[PinnedFact] = from;
        foreach (var (name, value) in outputs)
            context.Set(context.ActivityNode.FindOutput(name), value, name);

        // A plain completion has no outcomes of its own; the journal calls it Done.
        await context.CompleteActivityAsync(outcomes is ["Done"] ? null : new Outcomes([.. outcomes]));
    }

    private static async ValueTask<bool> TryReplayAsync(ActivityExecutionContext context, RunReplay replay)
    {
        // One that begins again, after a retry or a stop, has met its counterpart before; the next one belongs to the next turn.
        if (context.Earlier.Count == 0 && await TryRepeatAsync(context, replay))
            return true;

        if (context.NodeId == replay.FromNodeId)
            replay.HasReached = true;
        else if (!replay.HasReached && context.ActivityNode.IsAnswerable && StepOrder.Leads(context.ActivityNode, context.WorkflowExecutionContext.Graph.FindNode(replay.FromNodeId)!))
            throw new ReplayGapException(context.Activity.Name ?? context.Activity.Id, replay.InstanceId);
        return context.WorkflowExecutionContext.Test != TestMode.None && context.ActivityNode.Sample is { } sample
            && await AnswerAsync(context, Sample, "Answered from its pinned sample.", sample.Outcomes, sample.Outputs);
    }

    private static async ValueTask<bool> TryRepeatAsync(ActivityExecutionContext context, RunReplay replay)
    {
        if (replay.Take(context) is not { } step)
            return false;

        context.Earlier = [step.Id, .. step.Earlier ?? []];
        try
        {
            return step.End switch
            {
                ReplayedEnd.Answered =>
                    await AnswerAsync(context, $"run {replay.InstanceId}", $"Answered from run {replay.InstanceId}.", step.Outcomes ?? [], step.Outputs ?? new Dictionary<string, object?>()),
                ReplayedEnd.GivenUp => await GiveUpAsync(context, replay.InstanceId),
                _ => false,
            };
        }
        catch when (!context.IsCompleted)
        {
            // It is still to be answered, when it begins again.
            replay.Return(step);
            context.Earlier = [];
            throw;
        }
    }

    private static async ValueTask<bool> AnswerAsync(
        ActivityExecutionContext context, string from, string message, IReadOnlyList<string> outcomes, IReadOnlyDictionary<string, object?> outputs)
    {
        await BeginAsync(context, message);
        await CompleteAsync(context, from, outcomes, outputs);
        return true;
    }

    private static async ValueTask<bool> GiveUpAsync(ActivityExecutionContext context, string instanceId)
    {
        await BeginAsync(context, $"Given up, as it was in run {instanceId}.");
        await context.CancelActivityAsync();
        return true;
    }

    private static async ValueTask BeginAsync(ActivityExecutionContext context, string message)
    {
        // Whether its outputs are kept can be an expression.
        if (context.ActivityNode.Log is not null)
        {
            await InputEvaluator.EvaluateAncestorsAsync(context.ParentActivityExecutionContext);
            await KeptValues.PrepareAsync(context);
        }

        var run = context.WorkflowExecutionContext;
        context.StartedAt = run.Now;
        context.Status = ActivityStatus.Running;
        run.AddJournal(context, "Started");
        run.AddJournal(context, EventName, message);
    }
}

/// <summary>A replay came to a step for which it has no answer; the message says what to do.</summary>
public sealed class ReplayGapException(string step, string instanceId) : Exception(
    $"'{step}' comes before the step that this replay starts from, but did not run in run {instanceId}, so there is nothing to answer it with. Replay from '{step}', or from a step before it.");
