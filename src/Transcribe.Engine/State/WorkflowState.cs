using System.Text.Json.Serialization;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.State;

/// <summary>Everything that an instance needs to go on, with upstream's names. A persisted contract: members may be added, never renamed.</summary>
public sealed record WorkflowState
{
#pragma warning disable CS1591 // the names are upstream's; see WorkflowExecutionContext for their meaning
    public required string Id { get; init; }
    public required string DefinitionId { get; init; }
    public required string DefinitionVersionId { get; init; }
    public int DefinitionVersion { get; init; }
    public string? ParentWorkflowInstanceId { get; init; }
    public string? CorrelationId { get; init; }
    public string? Name { get; init; }
    public WorkflowSubStatus SubStatus { get; init; }
    public string? TriggerActivityId { get; init; }
    public IReadOnlyList<Bookmark> Bookmarks { get; init; } = [];
    public IReadOnlyList<Bookmark>? ParkedBookmarks { get; init; }
    public IReadOnlyList<ActivityIncident> Incidents { get; init; } = [];
    public IReadOnlyList<ActivityExecutionContextState> ActivityExecutionContexts { get; init; } = [];
    public IReadOnlyList<ScheduledActivityState> ScheduledActivities { get; init; } = [];
    public int ExecutionLogSequence { get; init; }
    public IReadOnlyDictionary<string, object?> Input { get; init; } = new Dictionary<string, object?>();
    public IReadOnlyDictionary<string, object?> Output { get; init; } = new Dictionary<string, object?>();
    public IReadOnlyDictionary<string, object?> Properties { get; init; } = new Dictionary<string, object?>();
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public DateTimeOffset? RetriedAt { get; init; }
    public int Retries { get; init; }
    public ReplayState? Replay { get; init; }
#pragma warning restore CS1591

    /// <summary>The execution in another instance that started this one; null: none did.</summary>
    [JsonIgnore]
    public string? SchedulingActivityExecutionId => Properties.GetValueOrDefault(ChildWorkflow.ScheduledBy) as string;

    /// <summary>Whether it runs or is finished.</summary>
    public WorkflowStatus Status => SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Faulted or WorkflowSubStatus.Cancelled
        ? WorkflowStatus.Finished
        : WorkflowStatus.Running;
}

/// <summary>An execution that has not ended, or the root.</summary>
public sealed class ActivityExecutionContextState
{
#pragma warning disable CS1591 // the names are upstream's; see ActivityExecutionContext for their meaning
    public required string Id { get; init; }
    public string? ParentContextId { get; init; }
    public required string ScheduledActivityNodeId { get; init; }
    public string? CompletionCallback { get; init; }
    public IReadOnlyDictionary<string, object?>? Properties { get; init; }
    public IReadOnlyDictionary<string, object?>? Metadata { get; init; }
    public IReadOnlyDictionary<string, object?>? Variables { get; init; }
    public IReadOnlyList<DynamicVariableState>? DynamicVariables { get; init; }
    public IReadOnlyDictionary<string, object?>? Input { get; init; }
    public IReadOnlyDictionary<string, object?>? Outputs { get; init; }
    public ActivityStatus Status { get; init; }
    public bool IsExecuting { get; init; }
    public int FaultCount { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public object? Tag { get; init; }
    public IReadOnlyList<string>? Earlier { get; init; }
#pragma warning restore CS1591
}

/// <summary>A variable that was declared while running.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record DynamicVariableState(string Id, string Name, object? Value);

/// <summary>Work that was queued when the state was taken.</summary>
public sealed class ScheduledActivityState
{
#pragma warning disable CS1591 // the names are upstream's; see WorkItem for their meaning
    public required string ActivityNodeId { get; init; }
    public string? OwnerContextId { get; init; }
    public string? CompletionCallback { get; init; }
    public object? Tag { get; init; }
    public IReadOnlyList<DynamicVariableState>? Variables { get; init; }
    public string? ExistingActivityExecutionContextId { get; init; }
    public string? ResumeMethod { get; init; }
    public bool Completes { get; init; }
    public IReadOnlyDictionary<string, object?>? Input { get; init; }
#pragma warning restore CS1591
}

/// <summary>Something that went wrong in a run and that nobody on the canvas expected.</summary>
public sealed record ActivityIncident(
    string ActivityId, string ActivityNodeId, string ActivityInstanceId, string ActivityType, string Message, ExceptionState? Exception, DateTimeOffset Timestamp)
{
    /// <summary>Whether it may pass by itself.</summary>
    public bool IsTransient { get; init; }

    /// <summary>How long the other side asked to wait; null: it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>An exception as data.</summary>
public sealed record ExceptionState(string Type, string Message, string? StackTrace, ExceptionState? InnerException)
{
    /// <summary>The data of <paramref name="exception"/>.</summary>
    public static ExceptionState? Of(Exception? exception) =>
        exception is null ? null : new(exception.GetType().FullName!, exception.Message, exception.StackTrace, Of(exception.InnerException));
}
