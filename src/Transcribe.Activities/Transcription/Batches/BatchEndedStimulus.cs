namespace Transcribe.Activities.Transcription.Batches;

/// <summary>What a run waits for that started a batch.</summary>
/// <param name="BatchId">The batch.</param>
public sealed record BatchEndedStimulus(string BatchId);
