namespace Transcribe.Client;

/// <summary>The wait's deadline passed while the job was still in flight. The job goes on: wait again, or read it later.</summary>
public sealed class TranscriptionTimeoutException : TranscribeException
{
    /// <summary>A deadline that passed.</summary>
    public TranscriptionTimeoutException(TranscriptionId jobId, TranscriptionStatus? lastStatus, TimeSpan elapsed, Exception? innerException = null)
        : base($"Transcription {jobId} was still '{lastStatus?.Value ?? "not read"}' after {elapsed.TotalSeconds:0.#} s. It goes on at the vendor's: wait again, or read it later.", innerException)
    {
        JobId = jobId;
        LastStatus = lastStatus;
        Elapsed = elapsed;
        IsTransient = true;
    }

    /// <summary>The job.</summary>
    public TranscriptionId JobId { get; }

    /// <summary>The last status that was read, as it came; null when no read succeeded (then the inner exception says why).</summary>
    public TranscriptionStatus? LastStatus { get; }

    /// <summary>How long was waited.</summary>
    public TimeSpan Elapsed { get; }
}
