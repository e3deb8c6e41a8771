using System.Text.Json.Nodes;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Server.Studio;

/// <summary>One execution of an activity, in short.</summary>
internal record ExecutionSummary
{
    public required string WorkflowInstanceId { get; init; }
    public required string ActivityId { get; init; }
    public required string ActivityNodeId { get; init; }
    public required string ActivityType { get; init; }
    public required int ActivityTypeVersion { get; init; }
    public string? ActivityName { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required bool HasBookmarks { get; init; }
    public required ActivityStatus Status { get; init; }
    public JsonObject Metadata { get; init; } = [];
    public required int AggregateFaultCount { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public required string Id { get; init; }

    /// <summary>The same without values.</summary>
    public ExecutionSummary ToSummary() => new(this);
}

/// <summary>One execution of an activity, with its values.</summary>
internal sealed record ExecutionModel : ExecutionSummary
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public ExecutionModel(ExecutionSummary summary)
        : base(summary)
    {
    }

    /// <summary>The evaluated inputs; an object even when there are none, or the designer would ask for them every second.</summary>
    public JsonObject ActivityState { get; init; } = [];
    public JsonNode? Outputs { get; init; }
    public JsonNode? Payload { get; init; }
    public JsonObject Properties { get; } = [];
    public JsonNode? Exception { get; init; }
    public string? SchedulingActivityExecutionId { get; init; }
    public string? SchedulingActivityId { get; init; }

    /// <summary>The run that started this one; only where it is another.</summary>
    public string? SchedulingWorkflowInstanceId { get; init; }
    public required int CallStackDepth { get; init; }
}

/// <summary>Which activities to count executions of.</summary>
internal sealed record ReportRequest
{
    public string? WorkflowInstanceId { get; init; }
    public IReadOnlyList<string>? ActivityNodeIds { get; init; }
}

/// <summary>The executions of one activity, counted: the badge on its node.</summary>
internal sealed record ExecutionCount
{
    public required string ActivityId { get; init; }
    public required string ActivityNodeId { get; init; }
    public required int StartedCount { get; init; }
    public required int CompletedCount { get; init; }
    public required int UncompletedCount { get; init; }
    public required bool IsBlocked { get; init; }
    public required bool IsFaulted { get; init; }
    public required int AggregateFaultCount { get; init; }
    public JsonObject Metadata { get; } = [];
}
