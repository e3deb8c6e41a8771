using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Authoring;

/// <summary>What a burst has queued; the oldest runs first. Activities are queued through their contexts.</summary>
public sealed class ActivityScheduler
{
    private readonly WorkflowExecutionContext _workflow;

    internal ActivityScheduler(WorkflowExecutionContext workflow) => _workflow = workflow;

    /// <summary>Whether anything is queued.</summary>
    public bool HasAny => _workflow.Queue.Count > 0;

    /// <summary>All that is queued, the oldest first.</summary>
    public IEnumerable<ActivityWorkItem> List() => [.. _workflow.Queue.Select(ActivityWorkItem.Of)];

    /// <summary>Whether anything is queued that <paramref name="predicate"/> accepts.</summary>
    public bool Any(Func<ActivityWorkItem, bool> predicate) => List().Any(predicate);

    /// <summary>Takes back what <paramref name="predicate"/> accepts; it does not run.</summary>
    public void RemoveWhere(Func<ActivityWorkItem, bool> predicate) => _workflow.Withdraw(item => predicate(ActivityWorkItem.Of(item)));

    /// <summary>Takes everything back.</summary>
    public void Clear() => _workflow.Withdraw(static _ => true);
}

/// <summary>One activity that is queued.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Owner">Who queued it; null: the burst itself.</param>
/// <param name="Tag">What is attached to it.</param>
/// <param name="ExistingActivityExecutionContext">The execution that goes on; null: a new one.</param>
public sealed record ActivityWorkItem(IActivity Activity, ActivityExecutionContext? Owner, object? Tag, ActivityExecutionContext? ExistingActivityExecutionContext)
{
    internal static ActivityWorkItem Of(WorkItem item) => new(item.Node.Activity, item.Owner, item.Tag, item.Existing);
}
