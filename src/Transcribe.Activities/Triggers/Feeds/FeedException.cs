namespace Transcribe.Activities.Triggers;

/// <summary>A feed could not be read; the message says why.</summary>
public sealed class FeedException(string message, Exception? innerException = null) : Exception(message, innerException);
