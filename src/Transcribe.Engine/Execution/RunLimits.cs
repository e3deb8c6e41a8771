using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Execution;

/// <summary>Ends runs that go further than their workflow allows, with an incident that says so.</summary>
internal struct RunLimits(WorkflowExecutionContext run)
{
    private readonly int _maxSteps = LimitsOf(run).Steps ?? int.MaxValue;
    private readonly DateTimeOffset _end = LimitsOf(run).Duration is { } duration ? run.RunsSince + duration : DateTimeOffset.MaxValue;
    private int _steps;

    /// <summary>The name of the bookmark by which the clock ends a run that waits too long.</summary>
    public const string BookmarkName = "Transcribe.MaximumDuration";

    /// <summary>Counts a step; false: the run has ended instead.</summary>
    public bool Step()
    {
        if (++_steps > _maxSteps)
            End(run, $"The run executed {_maxSteps} activities without waiting, which is as many as it may; is there an endless loop? The limit is 'steps'.");
        else if (_end != DateTimeOffset.MaxValue && run.Now >= _end)
            End(run, TooLong(run));
        else
            return true;

        return false;
    }

    /// <summary>Lets the clock end a run that begins, or begins again, and waits when its time is over.</summary>
    public static void Watch(WorkflowExecutionContext run)
    {
        if (LimitsOf(run).Duration is not { } duration)
            return;

        var dueAt = run.RunsSince + duration;
        run.Add(new Bookmark
        {
            Id = Identity.NewId(),
            Name = BookmarkName,
            Hash = StimulusHasher.Hash(BookmarkName, null, run.RootContext.Id),
            ActivityId = run.RootContext.Activity.Id,
            ActivityNodeId = run.RootContext.NodeId,
            ActivityInstanceId = run.RootContext.Id,
            CreatedAt = run.Now,
            AutoBurn = true,
            DueAt = dueAt,
            CallbackMethodName = Workflow.OnDurationOver,
        });
    }

    /// <summary>The time of the run is over.</summary>
    public static void EndBecauseOfDuration(WorkflowExecutionContext run) => End(run, TooLong(run));

    private static void End(WorkflowExecutionContext run, string message)
    {
        Faults.Record(run.RootContext, new LimitExceededException(message));
        Completion.CancelDescendants(run);
        run.Enter(WorkflowSubStatus.Faulted);
    }

    private static string TooLong(WorkflowExecutionContext run) =>
        $"The run has taken longer than the {LimitsOf(run).Duration:c} that it may, and was ended. The limit is 'duration'.";

    private static WorkflowLimits LimitsOf(WorkflowExecutionContext run) =>
        run.Graph.Workflow.Limits is { } own ? own.Or(run.Options.Limits) : run.Options.Limits;
}

/// <summary>A run went further than its workflow allows.</summary>
public sealed class LimitExceededException(string message) : Exception(message);
