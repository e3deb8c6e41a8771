using System.Net;

namespace Transcribe.Client;

/// <summary>A file did not arrive. The inner exception says what happened; the message says whether it was tried again, and why not.</summary>
public sealed class TranscribeUploadException : TranscribeException
{
    /// <summary>A failed upload.</summary>
    public TranscribeUploadException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>What the storage answered; null when it did not.</summary>
    public HttpStatusCode? StatusCode { get; init; }
}
