using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Changes to all instances that a filter matches.</summary>
internal sealed record AlterationRequest
{
    public string? Id { get; init; }
    public IReadOnlyList<AlterationModel> Alterations { get; init; } = [];
    public AlterationFilter? Filter { get; init; }
}

/// <summary>One change; only <c>Cancel</c> is known.</summary>
internal sealed record AlterationModel(string? Type);

/// <summary>Which instances to change.</summary>
internal sealed record AlterationFilter
{
    public bool EmptyFilterSelectsAll { get; init; }
    public bool? HasIncidents { get; init; }
    public string? SearchTerm { get; init; }
    public IReadOnlyList<WorkflowStatus>? Statuses { get; init; }
    public IReadOnlyList<WorkflowSubStatus>? SubStatuses { get; init; }
    public IReadOnlyList<string>? DefinitionIds { get; init; }
    public IReadOnlyList<string>? WorkflowInstanceIds { get; init; }
    public IReadOnlyList<TimestampFilter>? TimestampFilters { get; init; }

    /// <summary>Whether it narrows anything.</summary>
    public bool IsEmpty =>
        HasIncidents is null && SearchTerm is null or "" && Statuses is null or [] && SubStatuses is null or [] && DefinitionIds is null or []
        && WorkflowInstanceIds is null or [] && TimestampFilters is null or [];
}
