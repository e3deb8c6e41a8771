namespace Transcribe.Sandbox.Recognition;

/// <summary>A recording could not be turned into words; the message tells a person why.</summary>
internal sealed class RecognitionException(string message) : Exception(message);
