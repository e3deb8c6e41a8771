using Transcribe.Engine.Authoring;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Server.Studio;

/// <summary>How to start a run.</summary>
internal record RunRequest
{
    public string? CorrelationId { get; init; }
    public string? Name { get; init; }
    public string? TriggerActivityId { get; init; }
    public string? VersionOptions { get; init; }
    public Dictionary<string, object>? Input { get; init; }

    /// <summary>Whether pinned samples answer its steps; default: when the version is not published.</summary>
    public bool? Test { get; init; }
}

/// <summary>How to start many runs of the same kind.</summary>
internal sealed record BulkRunRequest : RunRequest
{
    public int Count { get; init; } = 1;
}

/// <summary>The state of a run, without what is only for the engine.</summary>
internal sealed record StateModel
{
    public required string Id { get; init; }
    public required string DefinitionId { get; init; }
    public required string DefinitionVersionId { get; init; }
    public required int DefinitionVersion { get; init; }
    public string? CorrelationId { get; init; }
    public string? Name { get; init; }
    public required WorkflowStatus Status { get; init; }
    public required WorkflowSubStatus SubStatus { get; init; }
    public required bool IsExecuting { get; init; }
    public required IReadOnlyList<BookmarkModel> Bookmarks { get; init; }
    public required IReadOnlyList<IncidentModel> Incidents { get; init; }
    public bool IsSystem { get; }
    public IReadOnlyList<object> CompletionCallbacks { get; } = [];
    public required IReadOnlyList<ContextModel> ActivityExecutionContexts { get; init; }
    public IReadOnlyList<object> ScheduledActivities { get; } = [];
    public required int ExecutionLogSequence { get; init; }
    public required IReadOnlyDictionary<string, object?> Input { get; init; }
    public required IReadOnlyDictionary<string, object?> Output { get; init; }
    public required IReadOnlyDictionary<string, object?> Properties { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>A place where a run waits.</summary>
internal sealed record BookmarkModel(
    string Id, string Name, string Hash, object? Payload, string ActivityId, string ActivityNodeId, string ActivityInstanceId, DateTimeOffset CreatedAt,
    bool AutoBurn, bool AutoComplete);

/// <summary>Something that went wrong.</summary>
internal sealed record IncidentModel(
    string ActivityId, string ActivityNodeId, string ActivityInstanceId, string ActivityType, string Message, FailureModel? Exception, DateTimeOffset Timestamp);

/// <summary>An exception in words. Where in the code it happened is for the server's log, not for callers.</summary>
internal sealed record FailureModel(string Type, string Message, FailureModel? InnerException)
{
    public static FailureModel? Of(ExceptionState? exception) =>
        exception is null ? null : new(exception.Type[(exception.Type.LastIndexOf('.') + 1)..], exception.Message, Of(exception.InnerException));
}

/// <summary>An execution that has not ended, or the root.</summary>
internal sealed record ContextModel
{
    public required string Id { get; init; }
    public required int CallStackDepth { get; init; }
    public string? ParentContextId { get; init; }
    public required string ScheduledActivityNodeId { get; init; }
    public string? OwnerActivityNodeId { get; init; }
    public required IReadOnlyDictionary<string, object?> Properties { get; init; }
    public required IReadOnlyDictionary<string, object?> Metadata { get; init; }
    public IReadOnlyDictionary<string, object?> ActivityState { get; } = new Dictionary<string, object?>();
    public required IReadOnlyList<DynamicVariableState> DynamicVariables { get; init; }
    public required ActivityStatus Status { get; init; }
    public required bool IsExecuting { get; init; }
    public required int FaultCount { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
}
