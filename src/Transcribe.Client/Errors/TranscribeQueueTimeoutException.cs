namespace Transcribe.Client;

/// <summary>The request was not sent: its turn within the key's rate limit did not come in time. Nothing happened at the API.</summary>
public sealed class TranscribeQueueTimeoutException : TranscribeException
{
    /// <summary>A turn that did not come.</summary>
    public TranscribeQueueTimeoutException(string message)
        : base(message)
    {
        IsTransient = true;
    }
}
