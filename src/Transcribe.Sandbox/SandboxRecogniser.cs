namespace Transcribe.Sandbox;

/// <summary>The ways in which the sandbox comes from sound to words; see <see cref="SandboxOptions.Recognisers"/>.</summary>
public enum SandboxRecogniser
{
    /// <summary>whisper.cpp: <see cref="SandboxOptions.WhisperCliPath"/> and <see cref="SandboxOptions.WhisperModelPath"/> must be set.</summary>
    WhisperCpp,

    /// <summary>A transcript that somebody put beside the recording: <c>talk.wav.transcript.json</c> next to <c>talk.wav</c>.</summary>
    ShippedTranscript,

    /// <summary>PocketSphinx with its US English model, when <c>pocketsphinx_continuous</c> is on the PATH.</summary>
    PocketSphinx,
}
