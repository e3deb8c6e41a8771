using Transcribe.Engine.State;

namespace Transcribe.Engine.Authoring;

/// <summary>A burst begins.</summary>
/// <param name="WorkflowExecutionContext">The run.</param>
public sealed record WorkflowExecuting(WorkflowExecutionContext WorkflowExecutionContext) : INotification;

/// <summary>A burst has nothing left to do; it is not committed yet.</summary>
/// <param name="WorkflowExecutionContext">The run.</param>
public sealed record WorkflowExecuted(WorkflowExecutionContext WorkflowExecutionContext) : INotification;

/// <summary>The first burst of a run begins.</summary>
/// <param name="WorkflowExecutionContext">The run.</param>
public sealed record WorkflowStarted(WorkflowExecutionContext WorkflowExecutionContext) : INotification;

/// <summary>The last commit of a burst is durable. After a crash in between nobody is told; what must not be missed is an activity.</summary>
/// <param name="WorkflowExecutionContext">The run.</param>
public sealed record WorkflowStateCommitted(WorkflowExecutionContext WorkflowExecutionContext) : INotification;

/// <summary>A run has ended, however it ended, and that is durable.</summary>
/// <param name="WorkflowExecutionContext">The run.</param>
public sealed record WorkflowFinished(WorkflowExecutionContext WorkflowExecutionContext) : INotification;

/// <summary>The code of an activity is about to run; its inputs are evaluated.</summary>
/// <param name="ActivityExecutionContext">The execution.</param>
public sealed record ActivityExecuting(ActivityExecutionContext ActivityExecutionContext) : INotification;

/// <summary>The code of an activity has run without throwing: the activity has completed, waits, or has scheduled others.</summary>
/// <param name="ActivityExecutionContext">The execution.</param>
public sealed record ActivityExecuted(ActivityExecutionContext ActivityExecutionContext) : INotification;

/// <summary>An instance is saved by a burst, in the middle of it or at its end.</summary>
/// <param name="WorkflowState">The state as it was saved.</param>
public sealed record WorkflowInstanceSaved(WorkflowState WorkflowState) : INotification;

/// <summary>An instance has begun to wait, durably.</summary>
/// <param name="WorkflowInstanceId">The instance.</param>
/// <param name="Bookmark">Where it waits.</param>
public sealed record BookmarkSaved(string WorkflowInstanceId, Bookmark Bookmark) : INotification;

/// <summary>Where an instance waits has changed, durably.</summary>
/// <param name="WorkflowExecutionContext">The run.</param>
/// <param name="AddedBookmarks">Where it waits now.</param>
/// <param name="RemovedBookmarkIds">Where it waits no longer.</param>
public sealed record WorkflowBookmarksIndexed(
    WorkflowExecutionContext WorkflowExecutionContext, IReadOnlyList<Bookmark> AddedBookmarks, IReadOnlyList<string> RemovedBookmarkIds) : INotification;
