using Transcribe.Activities.Ledger;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription.Submitting;

/// <summary>How a submission ended: exactly one of the job, a refusal, a hold and a failure.</summary>
internal sealed record SubmissionResult(TranscriptionJob? Job, string? Reason, bool IsRefusal)
{
    /// <summary>The row that waits to be paid for.</summary>
    public string? HeldLedgerId { get; private init; }

    /// <summary>The row of the job, which can be an earlier one.</summary>
    public string? LedgerId { get; init; }

    /// <summary>Whether an earlier job is used.</summary>
    public bool IsReused { get; init; }

    /// <summary>Whether the job would cost more than it may.</summary>
    public bool IsOverCeiling { get; init; }

    /// <summary>What using an earlier job saved, in US dollars.</summary>
    public decimal? SavedUsd { get; init; }

    /// <summary>The failure after which the same submission may succeed later without anybody changing anything; null: there was none, or it does not pass.</summary>
    public TranscribeException? Transient { get; private init; }

    /// <summary>Whether there was no place for the job: nothing is wrong with it, and it was not taken.</summary>
    public bool IsQueueFull { get; init; }

    public static SubmissionResult Submitted(TranscriptionJob job, string ledgerId) => new(job, null, false) { LedgerId = ledgerId };

    public static SubmissionResult Refused(string reason) => new(null, reason, true);

    public static SubmissionResult Failed(string reason, TranscribeException? cause = null) => new(null, reason, false)
    {
        Transient = cause is { IsTransient: true } ? new TranscribeException(reason, cause) { IsTransient = true, RetryAfter = cause.RetryAfter } : null,
    };

    public static SubmissionResult Held(LedgerEntry entry, string reason) => new(null, reason, false) { LedgerId = entry.Id, HeldLedgerId = entry.Id };
}
