namespace Transcribe.Client;

/// <summary>How the API signs its callbacks. The vendor does not publish it, so every part is a setting.</summary>
public sealed record WebhookOptions
{
    /// <summary>The header that carries the signature. Default: <c>X-Transcribe-Signature</c>.</summary>
    public string Header { get; init; } = "X-Transcribe-Signature";

    /// <summary>What is signed and how it is written. Default: HMAC-SHA-256 of the body.</summary>
    public WebhookScheme Scheme { get; init; } = WebhookScheme.Sha256OfBody;

    /// <summary>How far a signed time may be from now, in either direction. Default: 5 minutes.</summary>
    public TimeSpan Tolerance { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Where the job's id may stand in the body, first match first; a dot goes into an object.</summary>
    public IReadOnlyList<string> TranscriptionIdPaths { get; init; } =
        ["transcription_id", "data.transcription_id", "data.id", "transcription.id", "data.transcription.id", "id"];
}

/// <summary>What is signed and how it is written.</summary>
public enum WebhookScheme
{
    /// <summary><c>sha256=&lt;hex of HMAC-SHA-256 over the body&gt;</c>; holds no time.</summary>
    Sha256OfBody,

    /// <summary><c>t=&lt;unix seconds&gt;,v1=&lt;hex of HMAC-SHA-256 over "t.body"&gt;</c>, as Stripe does.</summary>
    TimestampedV1,
}
