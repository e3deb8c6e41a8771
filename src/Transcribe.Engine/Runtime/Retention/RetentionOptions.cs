using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Runtime;

/// <summary>How long instances are kept after their end, with their journals. Those that run or wait are always kept.</summary>
public sealed class RetentionOptions
{
    /// <summary>How many instances one transaction deletes, so that bursts never wait long for the writer.</summary>
    internal const int BatchSize = 200;

    /// <summary>Those that ended well; null: for ever. Default 30 days.</summary>
    public TimeSpan? Finished { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Those that were cancelled; null: for ever. Default 30 days.</summary>
    public TimeSpan? Cancelled { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Those that ended by an error; null: for ever. Default 90 days.</summary>
    public TimeSpan? Faulted { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How often old instances are looked for; default every hour, at least every second.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long an instance with this end is kept; null: for ever.</summary>
    internal TimeSpan? Of(WorkflowSubStatus subStatus) => subStatus switch
    {
        WorkflowSubStatus.Cancelled => Cancelled,
        WorkflowSubStatus.Faulted => Faulted,
        _ => Finished,
    };
}
