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

    public string? ProtectedCallbackSecret { get; set; }

    /// <summary>The API's id; null until it accepted the job.</summary>
    public string? JobId { get; set; }

    /// <summary>The status as the API last gave it; null until it accepted the job.</summary>
    public string? Status { get; set; }

    public int? BilledMinutes { get; set; }

    public decimal? PriceUsd { get; set; }

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
