using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Execution;

/// <summary>One entry of a run's queue: which activity is to execute for whom.</summary>
internal sealed class WorkItem(ActivityNode node, ActivityExecutionContext? owner)
{
    public ActivityNode Node { get; } = node;

    public ActivityExecutionContext? Owner { get; } = owner;

    public ActivityCompletionCallback? Callback { get; init; }

    public object? Tag { get; init; }

    public ICollection<Variable>? Variables { get; init; }

    public ActivityExecutionContext? Existing { get; init; }

    public IDictionary<string, object>? Input { get; init; }

    /// <summary>What resumes an existing execution; null: its code runs.</summary>
    public ExecuteActivityDelegate? Resume { get; init; }

    /// <summary>The bookmark that is resumed.</summary>
    public Bookmark? Bookmark { get; init; }
}
