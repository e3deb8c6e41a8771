namespace Transcribe.Engine.State;

/// <summary>The database cannot be used. The message says why and what to do; repeating helps when <see cref="IsTransient"/>.</summary>
public sealed class StorageException(string message, bool isTransient, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Whether it may pass by itself, such as a lock of another process.</summary>
    public bool IsTransient { get; } = isTransient;
}
