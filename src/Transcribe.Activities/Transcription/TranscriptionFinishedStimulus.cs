namespace Transcribe.Activities.Transcription;

/// <summary>What an instance waits for: the end of this job. Two instances that wait for one job are both resumed.</summary>
/// <param name="Connection">The named connection of the job.</param>
/// <param name="JobId">The API's id of the job.</param>
public sealed record TranscriptionFinishedStimulus(string Connection, string JobId);
