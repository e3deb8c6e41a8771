using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.State;

/// <summary>What is kept for people of one execution of an activity, as it stood at a commit.</summary>
public sealed record ActivityExecutionRecord
{
    /// <summary>The fact that names the outcomes.</summary>
    internal const string OutcomesFact = "Outcomes";

    /// <summary>The fact that names the outputs which the workflow's settings keep out.</summary>
    internal const string NotKeptFact = "NotKept";

    /// <summary>The fact that names the same step in the replayed runs, the latest first.</summary>
    internal const string EarlierFact = "ReplayOf";

    /// <summary>The execution's id.</summary>
    public required string Id { get; init; }

    /// <summary>The activity's place in the graph.</summary>
    public required ActivityNode Node { get; init; }

    /// <summary>The id of the execution that scheduled it.</summary>
    public string? ParentId { get; init; }

    /// <summary>Its status.</summary>
    public ActivityStatus Status { get; init; }

    /// <summary>When it first executed.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Whether it waits.</summary>
    public bool HasBookmarks { get; init; }

    /// <summary>Faults of it and its descendants.</summary>
    public int AggregateFaultCount { get; init; }

    /// <summary>Evaluated inputs by name, without those that can contain secrets.</summary>
    public IReadOnlyDictionary<string, object?>? Inputs { get; init; }

    /// <summary>Outputs by name.</summary>
    public IReadOnlyDictionary<string, object?>? Outputs { get; init; }

    /// <summary>Facts for the operator.</summary>
    public IReadOnlyDictionary<string, object>? JournalData { get; init; }

    /// <summary>What faulted it.</summary>
    public ExceptionState? Exception { get; init; }

    internal static ActivityExecutionRecord Of(ActivityExecutionContext context) => new()
    {
        Id = context.Id,
        Node = context.ActivityNode,
        ParentId = context.ParentActivityExecutionContext?.Id,
        Status = context.Status,
        StartedAt = context.StartedAt,
        CompletedAt = context.CompletedAt,
        HasBookmarks = context.Status == ActivityStatus.Running && context.NewBookmarks.Count > 0,
        AggregateFaultCount = context.AggregateFaultCount,
        Inputs = KeptValues.InputsOf(context),
        Outputs = KeptValues.OutputsOf(context),
        JournalData = FactsOf(context),
        Exception = ExceptionState.Of(context.Exception),
    };

    private static Dictionary<string, object>? FactsOf(ActivityExecutionContext context)
    {
        var notKept = KeptValues.OutputsNotKept(context);
        var earlier = context.ActivityNode.IsAnswerable && context.Earlier.Count > 0 ? context.Earlier : null;
        if (context.JournalDataOrNull is null && context.OutcomeNames is null && notKept is null && earlier is null)
            return null;

        var facts = context.JournalDataOrNull is { } data ? new Dictionary<string, object>(data, StringComparer.Ordinal) : new(StringComparer.Ordinal);
        if (context.OutcomeNames is { } outcomes)
            facts[OutcomesFact] = outcomes;
        if (notKept is not null)
            facts[NotKeptFact] = notKept;
        if (earlier is not null)
            facts[EarlierFact] = earlier;
        return facts;
    }
}
