namespace Transcribe.Client;

/// <summary>No answer came: the host is unknown, unreachable, silent, or broke off.</summary>
public sealed class TranscribeConnectionException : TranscribeException
{
    /// <summary>An error that names the host.</summary>
    public TranscribeConnectionException(string message, string host, Exception? innerException = null)
        : base(message, innerException)
    {
        Host = host;
        IsTransient = true;
    }

    /// <summary>Host and port that were called.</summary>
    public string Host { get; }

    /// <summary>Whether the request provably never left, so that repeating it cannot do anything twice.</summary>
    public bool NotSent { get; init; }
}
