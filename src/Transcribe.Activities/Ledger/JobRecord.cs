using Transcribe.Client;

namespace Transcribe.Activities.Ledger;

/// <summary>The row of one paid job: written before the API is called, finished when the API says so.</summary>
internal sealed class JobRecord
{
    /// <summary>Derived from connection and key; also the job's address in callback URLs.</summary>
    public required string Id { get; init; }

    public required string Connection { get; init; }

    /// <summary>The idempotency key that the API saw.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of the request; the same key with another request is a mistake.</summary>
    public required string RequestHash { get; init; }

    /// <summary>Kept because a repetition must send the same body, even after the host's public address changed.</summary>
    public string? CallbackUrl { get; set; }

    /// <summary>How the media is named to the API; kept because a repetition must send the same body.</summary>
    public TranscriptionSource Source { get; init; }

    /// <summary>The uploaded media; null: none yet, or the media has an address.</summary>
    public string? UploadId { get; set; }

    /// <summary>The length that was sent with an upload.</summary>
    public double? DurationSeconds { get; set; }

    /// <summary>Counts from 1; a refusal ends an attempt, because the API would repeat it for the same key.</summary>
    public int Attempt { get; set; } = 1;

    /// <summary>When this attempt was first sent, while its end is not known; null: not sent, or certainly not accepted.</summary>
    public DateTimeOffset? AttemptedAt { get; set; }

    public string? ProtectedCallbackSecret { get; set; }

    /// <summary>The API's id; null until it accepted the job.</summary>
    public string? JobId { get; set; }

    /// <summary>The status as the API last gave it; null until it accepted the job.</summary>
    public string? Status { get; set; }

    public int? BilledMinutes { get; set; }

    public decimal? PriceUsd { get; set; }

    /// <summary>The price that was quoted or held at first; it stays when the hold is released.</summary>
    public decimal? QuotedUsd { get; set; }

    /// <summary>When the price began to count for the day's ceilings.</summary>
    public DateTimeOffset? SpentAt { get; set; }

    /// <summary>The same recording with the same settings has the same key.</summary>
    public string? MediaKey { get; init; }

    /// <summary>Where the recording comes from, for people: the name of a file, or an address without user, query and fragment, which may hold secrets.</summary>
    public string? Origin { get; init; }

    /// <summary>The row whose job is used instead of a new one.</summary>
    public string? ReusedId { get; set; }

    /// <summary>What that saved, in US dollars.</summary>
    public decimal? SavedUsd { get; set; }

    /// <summary>Since when nobody pays for it; null: nothing holds it.</summary>
    public DateTimeOffset? HeldAt { get; set; }

    public HoldReason? HoldReason { get; set; }

    /// <summary>When an operator released it.</summary>
    public DateTimeOffset? ReleasedAt { get; set; }

    /// <summary>Whether an operator let it pass the day's ceilings.</summary>
    public bool CeilingWaived { get; set; }

    /// <summary>The row of a later attempt that has the same job.</summary>
    public string? RetriedBy { get; set; }

    /// <summary>When the run that waited for it was cancelled.</summary>
    public DateTimeOffset? AbandonedAt { get; set; }

    public string? WorkflowDefinitionId { get; init; }

    public string? WorkflowInstanceId { get; init; }

    public string? ActivityInstanceId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? SubmittedAt { get; set; }

    /// <summary>When a terminal status was first read from the API.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>When the engine took the stimulus for it.</summary>
    public DateTimeOffset? NotifiedAt { get; set; }

    /// <summary>For the operator: why it was refused or failed.</summary>
    public string? Error { get; set; }

    /// <summary>The terminal row's facts as JSON, so that nobody has to read it again.</summary>
    public string? Outcome { get; set; }
}
