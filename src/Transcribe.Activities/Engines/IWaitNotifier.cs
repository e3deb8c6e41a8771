namespace Transcribe.Activities.Engines;

/// <summary>Tells the engine that what instances wait for has happened.</summary>
public interface IWaitNotifier
{
    /// <summary>
    /// Resumes whoever waits for the end of this job. Returns when the engine has taken the news durably, or has nobody who waits; throws when it
    /// could not, and is then called again.
    /// </summary>
    Task TranscriptionFinishedAsync(string connection, string jobId, CancellationToken cancellationToken);
}
