namespace Transcribe.Activities.Transcription.Money;

/// <summary>What a run waits for whose job cannot be paid for: that an operator lets it pass.</summary>
/// <param name="LedgerId">The job's row.</param>
public sealed record SubmissionReleasedStimulus(string LedgerId);
