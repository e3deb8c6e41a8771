namespace Transcribe.Client;

/// <summary>The API's acknowledgement of an accepted job. Price and secret are given here only: later reads of the row do not repeat them.</summary>
public sealed record Submission
{
    /// <summary>The job.</summary>
    public TranscriptionId Id { get; init; }

    /// <summary>Where it stands; <c>queued</c> means that it waits for a slot, which is a success.</summary>
    public TranscriptionStatus Status { get; init; }

    /// <summary>Started minutes that are billed.</summary>
    public int? BilledMinutes { get; init; }

    /// <summary>What is held for the job, in US dollars.</summary>
    public decimal? RetailUsd { get; init; }

    /// <summary>How to verify this job's callback; null when none was asked for.</summary>
    public SubmissionCallback? Callback { get; init; }
}
