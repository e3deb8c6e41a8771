namespace Transcribe.Sandbox.Recognition;

/// <summary>One way from sound to words.</summary>
internal interface ISpeechRecogniser
{
    SandboxRecogniser Kind { get; }

    /// <summary>How a person makes this recogniser available.</summary>
    string InstallHint { get; }

    /// <summary>Whether it can take this recording, here and now.</summary>
    bool CanRecognise(Recording recording);

    /// <exception cref="RecognitionException">It tried and failed.</exception>
    Task<Transcript> RecogniseAsync(Recording recording, CancellationToken cancellationToken);
}
