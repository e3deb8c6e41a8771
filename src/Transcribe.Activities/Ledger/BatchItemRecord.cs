namespace Transcribe.Activities.Ledger;

/// <summary>One recording of a batch.</summary>
internal sealed class BatchItemRecord
{
    public required string BatchId { get; init; }

    public int Index { get; init; }

    /// <summary>An address, or a path inside <see cref="Storage"/>.</summary>
    public required string Media { get; init; }

    /// <summary>The storage of a path; null for an address.</summary>
    public string? Storage { get; init; }

    public string? Title { get; init; }

    public BatchItemState State { get; set; }

    /// <summary>Paid attempts that ended without a transcript.</summary>
    public int FailedAttempts { get; set; }

    /// <summary>Submissions in a row that did not get through.</summary>
    public int Setbacks { get; set; }

    /// <summary>Not to be tried again before.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>The upload of a file, as JSON: kept before the job is paid for.</summary>
    public string? Upload { get; set; }

    /// <summary>What the present attempt may cost: kept, because a repetition must send the same request.</summary>
    public decimal? MaxChargeUsd { get; set; }

    /// <summary>The present attempt's row in the ledger; before it, that of the same recording in the batch which this one replays.</summary>
    public string? LedgerId { get; set; }

    public string? JobId { get; set; }

    /// <summary>What ended attempts cost.</summary>
    public decimal PaidUsd { get; set; }

    /// <summary>What is held for the running attempt.</summary>
    public decimal HeldUsd { get; set; }

    /// <summary>Whether an earlier transcription is used.</summary>
    public bool IsReused { get; set; }

    public decimal SavedUsd { get; set; }

    public double? DurationSeconds { get; set; }

    public string? Error { get; set; }
}

/// <summary>Where an item of a batch stands.</summary>
public enum BatchItemState
{
    /// <summary>Not submitted yet.</summary>
    Waiting,

    /// <summary>Submitted.</summary>
    Running,

    /// <summary>Waits to be paid for; the batch submits nothing more until an operator releases it.</summary>
    Held,

    /// <summary>Transcribed.</summary>
    Done,

    /// <summary>Could not be transcribed.</summary>
    Failed,

    /// <summary>Left out: over the budget, or behind a failure that stopped the batch.</summary>
    Skipped,
}
