using Transcribe.Activities.Ledger;

namespace Transcribe.Activities.Transcription.Submitting;

/// <summary>How a submission ended: exactly one of the job, a refusal, a hold and a failure.</summary>
internal sealed record SubmissionResult(TranscriptionJob? Job, string? Reason, bool IsRefusal)
{
    /// <summary>The row that waits to be paid for.</summary>
    public string? HeldLedgerId { get; private init; }

    /// <summary>What using an earlier job saved, in US dollars.</summary>
    public decimal? SavedUsd { get; init; }

    /// <summary>Whether the same submission may succeed later without anybody changing anything.</summary>
    public bool IsTransient { get; init; }

    public static SubmissionResult Submitted(TranscriptionJob job) => new(job, null, false);

    public static SubmissionResult Refused(string reason) => new(null, reason, true);

    public static SubmissionResult Failed(string reason, bool isTransient = false) => new(null, reason, false) { IsTransient = isTransient };

    public static SubmissionResult Held(LedgerEntry entry, string reason) => new(null, reason, false) { HeldLedgerId = entry.Id };
}
