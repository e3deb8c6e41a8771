namespace Transcribe.Engine.State;

/// <summary>What a run still has of the run that it replays. A persisted contract: members may be added, never renamed.</summary>
public sealed record ReplayState
{
    /// <summary>The run that is replayed.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The runs which that one replays in its turn, the latest first.</summary>
    public IReadOnlyList<string>? EarlierInstanceIds { get; init; }

    /// <summary>The place in the graph from which on steps execute again.</summary>
    public required string FromNodeId { get; init; }

    /// <summary>Whether the run has come to that place.</summary>
    public bool HasReached { get; init; }

    /// <summary>The executions of the replayed run that this one has not come to yet, in their order.</summary>
    public IReadOnlyList<ReplayedStep> Steps { get; init; } = [];
}

/// <summary>One execution in the replayed run, and what it means for this one.</summary>
public sealed record ReplayedStep
{
    /// <summary>The execution's id.</summary>
    public required string Id { get; init; }

    /// <summary>The execution that scheduled it; null: it is the root.</summary>
    public string? ParentId { get; init; }

    /// <summary>The activity's place in the graph.</summary>
    public required string NodeId { get; init; }

    /// <summary>What the same step of this run does.</summary>
    public ReplayedEnd End { get; init; }

    /// <summary>The outcomes of an answered step.</summary>
    public IReadOnlyList<string>? Outcomes { get; init; }

    /// <summary>The outputs of an answered step by name.</summary>
    public IReadOnlyDictionary<string, object?>? Outputs { get; init; }

    /// <summary>The same step in the runs which that one replays in its turn, the latest first.</summary>
    public IReadOnlyList<string>? Earlier { get; init; }
}

/// <summary>What a step does in a replay.</summary>
public enum ReplayedEnd
{
    /// <summary>It executes.</summary>
    Executes,

    /// <summary>It completes at once with the outcomes and outputs that it had.</summary>
    Answered,

    /// <summary>It is given up, as it was then: another branch had won.</summary>
    GivenUp,
}
