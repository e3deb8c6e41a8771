using System.Globalization;
using Transcribe.Client;

namespace Transcribe.Activities.Ledger;

/// <summary>What the ledger knows of one paid job.</summary>
public sealed record LedgerEntry
{
    /// <summary>The status of a row that uses an earlier job.</summary>
    public const string Reused = "reused";

    /// <summary>The row's id, which is also the job's address in callback URLs.</summary>
    public required string Id { get; init; }

    /// <summary>The named connection that pays.</summary>
    public required string Connection { get; init; }

    /// <summary>The idempotency key.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of the request.</summary>
    public required string RequestHash { get; init; }

    /// <summary>The same recording with the same settings has the same key; null: it is nobody's business.</summary>
    public string? MediaKey { get; init; }

    /// <summary>Where the recording comes from, for people: the name of a file, or an address without user, query and fragment; null: nobody noted it.</summary>
    public string? Origin { get; init; }

    /// <summary>Where the API was asked to call back; null for jobs that are swept.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>How the media is named to the API.</summary>
    public TranscriptionSource Source { get; init; }

    /// <summary>The uploaded media; null: none yet, or the media has an address.</summary>
    public string? UploadId { get; init; }

    /// <summary>The length of uploaded media in seconds.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>Which attempt it is, from 1. The API repeats a refusal for the same key, so the attempt after a refusal has a key of its own.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>When the present attempt was first sent, while nobody knows whether it was accepted.</summary>
    public DateTimeOffset? AttemptedAt { get; init; }

    /// <summary>The idempotency key of the present attempt, as the API sees it.</summary>
    public string AttemptKey => Attempt == 1 ? Key : StableId.Of(StableId.Submission, Key, Attempt.ToString(CultureInfo.InvariantCulture));

    /// <summary>The API's id of the job; null until it was accepted.</summary>
    public string? JobId { get; init; }

    /// <summary>The status that the API gave last; null until the job was accepted.</summary>
    public string? Status { get; init; }

    /// <summary>Started minutes that the job was held for.</summary>
    public int? BilledMinutes { get; init; }

    /// <summary>What it costs, in US dollars.</summary>
    public decimal? PriceUsd { get; init; }

    /// <summary>The price that was quoted or held at first, in US dollars.</summary>
    public decimal? QuotedUsd { get; init; }

    /// <summary>The row whose job is used instead of a new one; null: it has its own.</summary>
    public string? ReusedId { get; init; }

    /// <summary>What using an earlier job saved, in US dollars.</summary>
    public decimal? SavedUsd { get; init; }

    /// <summary>Since when it waits to be paid for; null: nothing holds it.</summary>
    public DateTimeOffset? HeldAt { get; init; }

    /// <summary>Why it waits to be paid for.</summary>
    public HoldReason? HoldReason { get; init; }

    /// <summary>Whether an operator let it pass the day's ceilings.</summary>
    public bool CeilingWaived { get; init; }

    /// <summary>When the run that waited for it was cancelled; the job went on and is paid.</summary>
    public DateTimeOffset? AbandonedAt { get; init; }

    /// <summary>The workflow of that run.</summary>
    public string? WorkflowDefinitionId { get; init; }

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
