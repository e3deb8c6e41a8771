namespace Transcribe.Workflows.Host.CommandLine;

/// <summary>A command cannot do its work; the message says why, and what to do.</summary>
internal sealed class CommandException(string message, Exception? innerException = null) : Exception(message, innerException);
