using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Authoring;

/// <content>Scheduling, completing, faulting, cancelling, signalling.</content>
public sealed partial class ActivityExecutionContext
{
    /// <summary>Schedules a child. Null: the callback runs at once, or without one this activity completes.</summary>
    public ValueTask ScheduleActivityAsync(
        IActivity? activity, ActivityCompletionCallback? completionCallback = null, object? tag = null, IEnumerable<Variable>? variables = null) =>
        activity is null
            ? ScheduleNothingAsync(completionCallback)
            : Enqueue(new WorkItem(WorkflowExecutionContext.Graph.NodeOf(activity), this) { Callback = completionCallback, Tag = tag, Variables = variables?.ToList() });

    /// <inheritdoc cref="ScheduleActivityAsync(IActivity?, ActivityCompletionCallback?, object?, IEnumerable{Variable}?)"/>
    public ValueTask ScheduleActivityAsync(IActivity? activity, ScheduleWorkOptions options)
    {
        if (activity is null)
            return ScheduleNothingAsync(options.CompletionCallback);

        WorkflowExecutionContext.Schedule(this, WorkflowExecutionContext.Graph.NodeOf(activity), options);
        return ValueTask.CompletedTask;
    }

    /// <summary>Completes this execution with the outcome <c>Done</c>; nothing happens unless it runs.</summary>
    public ValueTask CompleteActivityAsync(object? result = null) => Completion.CompleteAsync(this, result);

    /// <summary>Completes this execution with the given outcomes; nothing happens unless it runs.</summary>
    public ValueTask CompleteActivityWithOutcomesAsync(params string[] outcomes) => Completion.CompleteAsync(this, new Outcomes(outcomes));

    /// <summary>Completes the nearest composite that contains this activity, or the workflow.</summary>
    public ValueTask CompleteCompositeAsync(params string[] outcomes) => SendSignalAsync(new CompleteCompositeSignal(new Outcomes(outcomes)));

    /// <summary>Lets a flowchart follow outcomes while this activity goes on.</summary>
    public ValueTask ScheduleOutcomesAsync(params string[] outcomes) => SendSignalAsync(new ScheduleActivityOutcomes(outcomes));

    /// <summary>Cancels this execution and its descendants; nothing happens when it has ended.</summary>
    public ValueTask CancelActivityAsync() => Completion.CancelAsync(this);

    /// <summary>Records a fault of this execution and lets the incident strategy decide; no <see cref="FaultSignal"/> is sent.</summary>
    public void Fault(Exception exception) => Faults.RecordAndDecide(this, exception);

    /// <summary>Takes a fault of this execution back: it runs again, and can complete, wait, or be scheduled once more. The incident stays on record.</summary>
    public void RecoverFromFault() => Faults.Recover(this);

    /// <summary>Sends a signal to this activity and its ancestors, nearest first.</summary>
    public async ValueTask SendSignalAsync(object signal) => await RaiseAsync(signal);

    /// <summary>Sends a signal; returns whether a receiver stopped it.</summary>
    internal async ValueTask<bool> RaiseAsync(object signal)
    {
        for (var receiver = this; receiver is not null; receiver = receiver.ParentActivityExecutionContext)
        {
            if (receiver.HearerOf(signal.GetType()) is not { } hearer)
                continue;

            var context = new SignalContext(receiver, this, CancellationToken);
            await hearer.ReceiveSignalAsync(signal, context);
            if (context.IsStopped)
                return true;
        }

        return false;
    }

    /// <summary>Whether this activity or an ancestor handles signals of a type; most signals nobody hears need not be made.</summary>
    internal bool IsHeard<T>()
    {
        for (var receiver = this; receiver is not null; receiver = receiver.ParentActivityExecutionContext)
        {
            if (receiver.HearerOf(typeof(T)) is not null)
                return true;
        }

        return false;
    }

    /// <summary>Its activity, if it hears signals of a type.</summary>
    internal ISignalHandler? HearerOf(Type signalType) => Activity is Activity activity && !activity.Hears(signalType) ? null : Activity as ISignalHandler;

    private ValueTask ScheduleNothingAsync(ActivityCompletionCallback? callback) =>
        callback is null ? CompleteActivityAsync() : callback(new ActivityCompletedContext(this, this, null));

    private ValueTask Enqueue(WorkItem item)
    {
        WorkflowExecutionContext.Queue.Enqueue(item);
        return ValueTask.CompletedTask;
    }

    /// <summary>Whether this activity is the trigger that started the run.</summary>
    public bool IsTriggerOfWorkflow() => WorkflowExecutionContext.TriggerActivityId is { } id && id == Activity.Id;

    /// <summary>Whether a <c>Break</c> asked the loop to end.</summary>
    public bool GetIsBreaking() => GetProperty<bool>(BreakingKey);

    /// <summary>Asks the loop to end when its body has completed.</summary>
    public void SetIsBreaking() => SetProperty(BreakingKey, true);

    private const string BreakingKey = "IsBreaking";

    /// <summary>Completes this execution when nothing that it scheduled runs, waits, is queued or has faulted.</summary>
    internal ValueTask CompleteWhenIdleAsync() =>
        Children.Count == 0 && !WorkflowExecutionContext.Queue.Any(item => item.Owner == this) ? CompleteActivityAsync() : ValueTask.CompletedTask;
}

/// <summary>How a child is scheduled.</summary>
public sealed class ScheduleWorkOptions
{
    /// <summary>What this activity runs when the child has completed; a named method.</summary>
    public ActivityCompletionCallback? CompletionCallback { get; set; }

    /// <summary>What to attach to the child's execution.</summary>
    public object? Tag { get; set; }

    /// <summary>Variables to declare on the child's execution.</summary>
    public ICollection<Variable>? Variables { get; set; }

    /// <summary>An execution that goes on instead of a new one.</summary>
    public ActivityExecutionContext? ExistingActivityExecutionContext { get; set; }

    /// <summary>Whether nothing happens when the activity is already queued.</summary>
    public bool PreventDuplicateScheduling { get; set; }

    /// <summary>What the child can read as its input.</summary>
    public IDictionary<string, object>? Input { get; set; }
}
