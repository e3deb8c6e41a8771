namespace Transcribe.Activities.Ledger;

/// <summary>What the ledger knows of one paid job.</summary>
public sealed record LedgerEntry
{
    /// <summary>The row's id, which is also the job's address in callback URLs.</summary>
    public required string Id { get; init; }

    /// <summary>The named connection that pays.</summary>
    public required string Connection { get; init; }

    /// <summary>The idempotency key.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of the request.</summary>
    public required string RequestHash { get; init; }

    /// <summary>Where the API was asked to call back; null for jobs that are swept.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>The API's id of the job; null until it was accepted.</summary>
    public string? JobId { get; init; }

    /// <summary>The status that the API gave last; null until the job was accepted.</summary>
    public string? Status { get; init; }

    /// <summary>Started minutes that the job was held for.</summary>
    public int? BilledMinutes { get; init; }

    /// <summary>What it costs, in US dollars.</summary>
    public decimal? PriceUsd { get; init; }

    /// <summary>The run that submitted the job, or waits for it.</summary>
    public string? WorkflowInstanceId { get; init; }

    /// <summary>When the row was written, before the API was called.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the API accepted the job.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>When the end was read from the API; null while the job runs.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When the engine was told.</summary>
    public DateTimeOffset? NotifiedAt { get; init; }

    /// <summary>Why it was refused or failed; for the operator.</summary>
    public string? Error { get; init; }

    /// <summary>The finished row's facts, read from the API; null while the job runs.</summary>
    public Transcription.FinishedTranscription? Outcome { get; init; }
}
