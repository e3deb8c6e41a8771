namespace Transcribe.Client;

/// <summary>Root of everything this client throws, except wrong arguments and the caller's own cancellation.</summary>
public class TranscribeException : Exception
{
    /// <summary>An error with its sentence.</summary>
    public TranscribeException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the same call may succeed later without anybody changing anything.</summary>
    public bool IsTransient { get; init; }

    /// <summary>How long the server asked to wait before the next call; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
