namespace Transcribe.Sandbox.Media;

internal sealed class ChildProcessException(string message) : Exception(message);
