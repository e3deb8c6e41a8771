namespace Transcribe.Activities.Triggers;

/// <summary>What a <see cref="TranscriptionCompleted"/> waits for. A persisted contract: members may be added, never renamed.</summary>
/// <param name="Connection">The account.</param>
/// <param name="Ends">How a transcription must have ended.</param>
public sealed record TranscriptionCompletedSettings(string Connection, TranscriptionEnds Ends);

/// <summary>How transcriptions end.</summary>
public enum TranscriptionEnds
{
    /// <summary>With a result.</summary>
    Completed,

    /// <summary>Without one.</summary>
    Failed,

    /// <summary>In either way.</summary>
    Any,
}
