namespace Transcribe.Activities.Ledger;

/// <summary>A batch: its limits, and when it ended. Its items are rows of their own.</summary>
internal sealed class BatchRecord
{
    public required string Id { get; init; }

    public required string Connection { get; init; }

    public string? WorkflowDefinitionId { get; init; }

    public string? WorkflowInstanceId { get; init; }

    /// <summary>Jobs that may run at once.</summary>
    public int Parallel { get; init; }

    public decimal? BudgetUsd { get; init; }

    /// <summary>Paid attempts for each item.</summary>
    public int MaxAttempts { get; init; }

    public bool StopsAtFailure { get; init; }

    public string? Language { get; init; }

    public string? Pipeline { get; init; }

    public TimeSpan? ReuseWindow { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Why nothing more is submitted; null: the batch goes on.</summary>
    public string? StoppedReason { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>When the engine took the news of the end.</summary>
    public DateTimeOffset? NotifiedAt { get; set; }
}
