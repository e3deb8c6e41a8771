namespace Transcribe.Activities.Engines;

/// <summary>Tells the engine that what instances wait for has happened. A method that throws is called again.</summary>
public interface IWaitNotifier
{
    /// <summary>Resumes whoever waits for the end of this job. Returns when the engine has taken the news durably, or has nobody who waits.</summary>
    Task TranscriptionFinishedAsync(string connection, string jobId, CancellationToken cancellationToken);

    /// <summary>Resumes the run whose job an operator let pass.</summary>
    Task SubmissionReleasedAsync(string ledgerId, CancellationToken cancellationToken);

    /// <summary>Resumes the run whose batch has ended.</summary>
    Task BatchEndedAsync(string batchId, CancellationToken cancellationToken);
}
