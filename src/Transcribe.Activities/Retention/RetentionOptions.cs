namespace Transcribe.Activities.Retention;

/// <summary>How long rows are kept that nobody needs any more.</summary>
public sealed class RetentionOptions
{
    internal static readonly TimeSpan Shortest = TimeSpan.FromDays(31);

    /// <summary>
    /// How long the ledger keeps ended jobs with their callbacks, batches and speakers' names. A recording can be reused as long as its row is kept. At
    /// least 31 days; default 400 days.
    /// </summary>
    public TimeSpan Ledger { get; set; } = TimeSpan.FromDays(400);

    /// <summary>How long deliveries that arrived are kept, for people and for executions that are repeated. At least a day; default 30 days.</summary>
    public TimeSpan Deliveries { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long deliveries that did not arrive are kept, to be sent again. At least a day; default 90 days.</summary>
    public TimeSpan UndeliveredDeliveries { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long approvals are kept after their end; for as long their links say what was decided. At least a day; default 90 days.</summary>
    public TimeSpan Approvals { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Rows that one transaction deletes, 1 to 10,000: others write meanwhile. Default 500.</summary>
    public int BatchSize { get; set; } = 500;
}
