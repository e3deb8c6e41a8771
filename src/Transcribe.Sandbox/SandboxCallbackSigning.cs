namespace Transcribe.Sandbox;

/// <summary>How a callback is signed. The real service does not publish its way, so both common ones are here.</summary>
public enum SandboxCallbackSigning
{
    /// <summary><c>sha256=</c> and the HMAC-SHA256 of the body in hexadecimal.</summary>
    Body,

    /// <summary><c>t=</c> the Unix time in seconds, <c>,v1=</c> the HMAC-SHA256 of <c>t.body</c> in hexadecimal.</summary>
    TimestampAndBody,
}
