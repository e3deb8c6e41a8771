namespace Transcribe.Engine.Storage;

/// <summary>What happened in runs. It is written by the commits of bursts.</summary>
public interface IJournalStore
{
    /// <summary>One page of a run's events, in their order.</summary>
    Task<Page<JournalRow>> ListAsync(string workflowInstanceId, JournalFilter filter, CancellationToken cancellationToken);

    /// <summary>The executions of a run, oldest first.</summary>
    /// <param name="workflowInstanceId">The run.</param>
    /// <param name="activityNodeIds">Only these places in the graph; null or empty: all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<ActivityExecutionRow>> ListExecutionsAsync(
        string workflowInstanceId, IReadOnlyCollection<string>? activityNodeIds, CancellationToken cancellationToken);

    /// <summary>The executions of a run, counted by place and status, whatever their number.</summary>
    /// <param name="workflowInstanceId">The run.</param>
    /// <param name="activityNodeIds">Only these places in the graph; null or empty: all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<ExecutionTally>> CountExecutionsAsync(
        string workflowInstanceId, IReadOnlyCollection<string>? activityNodeIds, CancellationToken cancellationToken);

    /// <summary>An execution by its id; null: there is none.</summary>
    Task<ActivityExecutionRow?> FindExecutionAsync(string id, CancellationToken cancellationToken);
}

/// <summary>Which events to list; what is null or empty does not narrow.</summary>
public sealed record JournalFilter
{
    /// <summary>Any of these activities.</summary>
    public IReadOnlyCollection<string>? ActivityIds { get; init; }

    /// <summary>Any of these places in the graph.</summary>
    public IReadOnlyCollection<string>? ActivityNodeIds { get; init; }

    /// <summary>None of these activity types.</summary>
    public IReadOnlyCollection<string>? ExcludedActivityTypes { get; init; }

    /// <summary>Any of these events.</summary>
    public IReadOnlyCollection<string>? EventNames { get; init; }

    /// <summary>How many to leave out; default 0.</summary>
    public int Skip { get; init; }

    /// <summary>At most this many, 1 to 1000; default 1000.</summary>
    public int Take { get; init; } = 1000;
}
