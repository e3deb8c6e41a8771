using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Execution;

/// <summary>One entry of a run's queue: which activity is to execute for whom.</summary>
internal sealed record WorkItem(ActivityNode Node, ActivityExecutionContext? Owner)
{
    public ActivityCompletionCallback? Callback { get; init; }

    public object? Tag { get; init; }

    public ICollection<Variable>? Variables { get; init; }

    public ActivityExecutionContext? Existing { get; init; }

    public IDictionary<string, object>? Input { get; init; }

    /// <summary>What resumes an existing execution; null: its code runs.</summary>
    public ExecuteActivityDelegate? Resume { get; init; }

    /// <summary>The bookmark that is resumed.</summary>
    public Bookmark? Bookmark { get; init; }

    /// <summary>Whether being resumed completes the execution. Kept in the state beside a queued resumption, whose bookmark is not.</summary>
    public bool Completes { get; init; }

    /// <summary>Whether something came that the execution waited for, and that will not come again.</summary>
    public bool IsResumption => Resume is not null || Completes || Bookmark is { Name: not BackgroundExecution.BookmarkName };

    /// <summary>The same without its bookmark, as a state keeps it.</summary>
    public WorkItem WithoutBookmark() => this with
    {
        Bookmark = null,
        Completes = Completes || (Resume is null && Bookmark is { AutoComplete: true, Name: not BackgroundExecution.BookmarkName }),
    };
}
