using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Storage;

/// <summary>Instances. They are written by the commits of bursts.</summary>
public interface IInstanceStore
{
    /// <summary>An instance of this host was committed, durably. Raised on the writer's thread: handlers only take note, and never throw.</summary>
    event EventHandler<InstanceCommittedEventArgs> Committed;

    /// <summary>An instance with its state, as bursts need it; null: there is none.</summary>
    ValueTask<InstanceSnapshot?> LoadAsync(string id, CancellationToken cancellationToken);

    /// <summary>The facts of an instance; null: there is none.</summary>
    Task<InstanceRow?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>One page of instances, without their states.</summary>
    Task<Page<InstanceRow>> ListAsync(InstanceFilter filter, CancellationToken cancellationToken);

    /// <summary>The ids of all instances that a crash or shutdown may have stopped, oldest first.</summary>
    Task<IReadOnlyList<string>> ListUnfinishedBurstsAsync(CancellationToken cancellationToken);

    /// <summary>The ids of all instances that wait and whose definition version was deleted meanwhile, oldest first.</summary>
    Task<IReadOnlyList<string>> ListOrphansAsync(CancellationToken cancellationToken);

    /// <summary>The ids of instances that run or wait, at most <paramref name="limit"/>; null does not narrow.</summary>
    Task<IReadOnlyList<string>> ListRunningAsync(string? definitionId, string? correlationId, int limit, CancellationToken cancellationToken);

    /// <summary>One page of finished instances that were created before a moment, oldest first, after <paramref name="last"/>.</summary>
    Task<IReadOnlyList<FinishedInstance>> ListFinishedAsync(DateTimeOffset createdBefore, FinishedInstance? last, int limit, CancellationToken cancellationToken);

    /// <summary>Deletes instances with everything that belongs to them; returns how many there were.</summary>
    Task<int> DeleteAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);
}

/// <summary>An instance as it was last committed.</summary>
/// <param name="SubStatus">Where it stands.</param>
/// <param name="RowVersion">The row version that the next commit builds on.</param>
/// <param name="Data">The state as UTF-8 JSON.</param>
public sealed record InstanceSnapshot(WorkflowSubStatus SubStatus, long RowVersion, byte[] Data);

/// <summary>An instance that has ended.</summary>
/// <param name="Id">Its id.</param>
/// <param name="SubStatus">How it ended.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="FinishedAt">When it ended.</param>
public sealed record FinishedInstance(string Id, WorkflowSubStatus SubStatus, DateTimeOffset CreatedAt, DateTimeOffset FinishedAt);

/// <summary>Which instances to list; what is null or empty does not narrow.</summary>
public sealed record InstanceFilter
{
    /// <summary>Any of these instances.</summary>
    public IReadOnlyCollection<string>? Ids { get; init; }

    /// <summary>Any of these definitions.</summary>
    public IReadOnlyCollection<string>? DefinitionIds { get; init; }

    /// <summary>Any of these definition versions.</summary>
    public IReadOnlyCollection<string>? DefinitionVersionIds { get; init; }

    /// <summary>This version number.</summary>
    public int? Version { get; init; }

    /// <summary>This correlation id.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Instances that this one started.</summary>
    public string? ParentWorkflowInstanceId { get; init; }

    /// <summary>Any of these.</summary>
    public IReadOnlyCollection<WorkflowStatus>? Statuses { get; init; }

    /// <summary>Any of these.</summary>
    public IReadOnlyCollection<WorkflowSubStatus>? SubStatuses { get; init; }

    /// <summary>With, or without, incidents.</summary>
    public bool? HasIncidents { get; init; }

    /// <summary>Part of an id, correlation id or name.</summary>
    public string? SearchTerm { get; init; }

    /// <summary>All of these.</summary>
    public IReadOnlyList<MomentFilter>? Moments { get; init; }

    /// <summary>The order; default: by creation.</summary>
    public InstanceOrder Order { get; init; }

    /// <summary>Whether the newest, or last name, comes first; default true.</summary>
    public bool Descending { get; init; } = true;

    /// <summary>How many to leave out; default 0.</summary>
    public int Skip { get; init; }

    /// <summary>At most this many, 1 to 1000; default 50.</summary>
    public int Take { get; init; } = 50;
}

/// <summary>What instances are ordered and filtered by.</summary>
public enum InstanceOrder
{
    /// <summary>When it was created.</summary>
    CreatedAt,

    /// <summary>When it last changed.</summary>
    UpdatedAt,

    /// <summary>When it ended.</summary>
    FinishedAt,

    /// <summary>Its name; moments cannot be compared with it.</summary>
    Name,
}

/// <summary>Compares a moment of the instance with another.</summary>
/// <param name="Column">Which of its moments.</param>
/// <param name="Operator">How.</param>
/// <param name="Value">With what.</param>
public sealed record MomentFilter(InstanceOrder Column, MomentOperator Operator, DateTimeOffset Value);

/// <summary>How moments are compared; upstream's names.</summary>
public enum MomentOperator
{
#pragma warning disable CS1591 // the names say it
    Is,
    IsNot,
    LessThan,
    GreaterThan,
    LessThanOrEqual,
    GreaterThanOrEqual,
#pragma warning restore CS1591
}

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The page.</param>
/// <param name="TotalCount">How many there are in all.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int TotalCount);
