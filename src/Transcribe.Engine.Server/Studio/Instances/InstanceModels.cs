using Transcribe.Engine.Authoring;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>A row of the list of instances.</summary>
internal record InstanceSummary
{
    public required string Id { get; init; }
    public required string DefinitionId { get; init; }
    public required string DefinitionVersionId { get; init; }
    public required int Version { get; init; }
    public required WorkflowStatus Status { get; init; }
    public required WorkflowSubStatus SubStatus { get; init; }
    public string? CorrelationId { get; init; }
    public string? Name { get; init; }
    public required int IncidentCount { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    public static InstanceSummary Of(InstanceRow row) => new()
    {
        Id = row.Id,
        DefinitionId = row.DefinitionId,
        DefinitionVersionId = row.DefinitionVersionId,
        Version = row.Version,
        Status = row.Status,
        SubStatus = row.SubStatus,
        CorrelationId = row.CorrelationId,
        Name = row.Name,
        IncidentCount = row.IncidentCount,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
        FinishedAt = row.FinishedAt,
    };
}

/// <summary>An instance with its state.</summary>
internal sealed record InstanceModel : InstanceSummary
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public InstanceModel(InstanceSummary summary, StateModel state)
        : base(summary) => WorkflowState = state;

    public StateModel WorkflowState { get; }
    public bool IsExecuting => SubStatus == WorkflowSubStatus.Executing;
    public bool IsSystem { get; }
}

/// <summary>Which instances to list.</summary>
internal sealed record InstanceListRequest
{
    public int? Page { get; init; }
    public int? PageSize { get; init; }
    public string? SearchTerm { get; init; }
    public string? DefinitionId { get; init; }
    public IReadOnlyList<string>? DefinitionIds { get; init; }
    public string? CorrelationId { get; init; }
    public int? Version { get; init; }
    public bool? HasIncidents { get; init; }
    public WorkflowStatus? Status { get; init; }
    public IReadOnlyList<WorkflowStatus>? Statuses { get; init; }
    public WorkflowSubStatus? SubStatus { get; init; }
    public IReadOnlyList<WorkflowSubStatus>? SubStatuses { get; init; }
    public string? OrderBy { get; init; }
    public string? OrderDirection { get; init; }
    public IReadOnlyList<TimestampFilter>? TimestampFilters { get; init; }
}

/// <summary>Compares a moment of the instances.</summary>
internal sealed record TimestampFilter(string Column, MomentOperator Operator, DateTimeOffset Timestamp);

/// <summary>Instances to delete or cancel: these, or those of a definition or version.</summary>
internal sealed record InstanceSelection
{
    public IReadOnlyList<string>? Ids { get; init; }
    public string? DefinitionId { get; init; }
    public string? DefinitionVersionId { get; init; }
    public string? VersionOptions { get; init; }
}

/// <summary>Which events to list.</summary>
internal sealed record JournalRequest
{
    public JournalSelection? Filter { get; init; }
}

/// <summary>Narrows the events; what is null or empty does not.</summary>
internal sealed record JournalSelection
{
    public IReadOnlyList<string>? ActivityIds { get; init; }
    public IReadOnlyList<string>? ActivityNodeIds { get; init; }
    public IReadOnlyList<string>? ExcludedActivityTypes { get; init; }
    public IReadOnlyList<string>? EventNames { get; init; }
}

/// <summary>An event of a run.</summary>
internal sealed record JournalModel
{
    public required string Id { get; init; }
    public required string ActivityInstanceId { get; init; }
    public string? ParentActivityInstanceId { get; init; }
    public required string ActivityId { get; init; }
    public required string ActivityType { get; init; }
    public required int ActivityTypeVersion { get; init; }
    public string? ActivityName { get; init; }
    public required string NodeId { get; init; }
    public required DateTimeOffset Timestamp { get; init; }
    public required int Sequence { get; init; }
    public required string EventName { get; init; }
    public string? Message { get; init; }
    public string? Source { get; init; }
    public System.Text.Json.Nodes.JsonNode? Payload { get; init; }
}

/// <summary>Other values for variables of a run.</summary>
internal sealed record VariableChanges
{
    public IReadOnlyList<VariableChangeModel>? Variables { get; init; }
}

/// <summary>Another value for a variable.</summary>
internal sealed record VariableChangeModel(string? Id, object? Value);

/// <summary>A variable of a run with its value.</summary>
internal sealed record VariableModel(string Id, string Name, object? Value);
