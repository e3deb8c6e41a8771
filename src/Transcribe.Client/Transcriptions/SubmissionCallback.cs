namespace Transcribe.Client;

/// <summary>How to verify the callback of one job.</summary>
public sealed class SubmissionCallback
{
    /// <summary>The HMAC key that signs the callback. A secret: never printed.</summary>
    public string? Secret { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(SubmissionCallback)} {{ Secret = {Errors.Redaction.Of(Secret)} }}";
}
