namespace Transcribe.Activities.Transcription.Media;

/// <summary>Media cannot be used as it is; the message says what somebody can do.</summary>
public sealed class MediaException(string message) : Exception(message);
