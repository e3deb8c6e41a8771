using System.Text.Json.Serialization;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Changes to runs: to all that a filter matches, or to those named.</summary>
internal sealed record AlterationRequest
{
    public string? Id { get; init; }
    public IReadOnlyList<AlterationModel> Alterations { get; init; } = [];
    public AlterationFilter? Filter { get; init; }
    public IReadOnlyList<string>? WorkflowInstanceIds { get; init; }
}

/// <summary>Runs to try again.</summary>
internal sealed record RetryRequest
{
    public IReadOnlyList<string>? WorkflowInstanceIds { get; init; }
    public IReadOnlyList<string>? ActivityIds { get; init; }
}

/// <summary>One change.</summary>
internal sealed record AlterationModel
{
    public string? Type { get; init; }

    /// <summary>Of <c>ModifyVariable</c>: which.</summary>
    public string? VariableId { get; init; }

    /// <summary>Of <c>ModifyVariable</c>: what it becomes.</summary>
    public object? Value { get; init; }
}

/// <summary>Which instances to change.</summary>
internal sealed record AlterationFilter
{
    public bool EmptyFilterSelectsAll { get; init; }

    /// <summary>Whether runs of the server's own workflows are meant; here are none.</summary>
    public bool IsSystem { get; init; }

    public bool? HasIncidents { get; init; }
    public string? SearchTerm { get; init; }
    public IReadOnlyList<WorkflowStatus>? Statuses { get; init; }
    public IReadOnlyList<WorkflowSubStatus>? SubStatuses { get; init; }
    public IReadOnlyList<string>? DefinitionIds { get; init; }
    public IReadOnlyList<string>? WorkflowInstanceIds { get; init; }
    public IReadOnlyList<TimestampFilter>? TimestampFilters { get; init; }

    /// <summary>Whether it narrows nothing.</summary>
    [JsonIgnore]
    public bool IsEmpty =>
        HasIncidents is null && SearchTerm is null or "" && Statuses is null or [] && SubStatuses is null or [] && DefinitionIds is null or []
        && WorkflowInstanceIds is null or [] && TimestampFilters is null or [];
}

/// <summary>What came of the changes to one run.</summary>
internal sealed record AlterationResult(string WorkflowInstanceId, AlterationLog Log, bool WorkflowHasScheduledWork, bool IsSuccessful);

/// <summary>What was done.</summary>
internal sealed record AlterationLog(IReadOnlyList<AlterationEntry> LogEntries);

/// <summary>One thing that was done, or could not be.</summary>
internal sealed record AlterationEntry(string Message, string LogLevel, DateTimeOffset Timestamp, string EventName);

/// <summary>A plan and what it came to in each run.</summary>
internal sealed record AlterationPlanAnswer(AlterationPlan Plan, IReadOnlyList<AlterationJob> Jobs);

/// <summary>Changes that were asked for together.</summary>
internal sealed record AlterationPlan(
    IReadOnlyList<AlterationModel> Alterations, AlterationFilter WorkflowInstanceFilter, AlterationStatus Status, DateTimeOffset CreatedAt, DateTimeOffset CompletedAt, string Id);

/// <summary>The changes to one run.</summary>
internal sealed record AlterationJob(
    string PlanId, string WorkflowInstanceId, AlterationStatus Status, IReadOnlyList<AlterationEntry> Log, DateTimeOffset CreatedAt, DateTimeOffset StartedAt,
    DateTimeOffset CompletedAt, string Id);

/// <summary>How changes ended; a plan has failed when one of its jobs has.</summary>
internal enum AlterationStatus
{
    Completed,
    Failed,
}
