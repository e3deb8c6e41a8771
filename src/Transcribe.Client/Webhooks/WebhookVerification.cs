using System.Diagnostics.CodeAnalysis;

namespace Transcribe.Client;

/// <summary>What became of a callback: an event, or the reason why it is none.</summary>
/// <param name="Event">The event; null when rejected.</param>
/// <param name="Rejection">Why it was rejected; <see cref="WebhookRejection.None"/> when it was not.</param>
public sealed record WebhookVerification(WebhookEvent? Event, WebhookRejection Rejection)
{
    /// <summary>Whether the callback is genuine and fresh.</summary>
    [MemberNotNullWhen(true, nameof(Event))]
    public bool IsValid => Event is not null;

    internal static WebhookVerification Rejected(WebhookRejection reason) => new(null, reason);
}

/// <summary>Why a callback was rejected.</summary>
public enum WebhookRejection
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>No secret is known to verify it with.</summary>
    NoSecret,

    /// <summary>The signature's header is missing.</summary>
    MissingSignature,

    /// <summary>The signature's header is not written as the scheme says.</summary>
    MalformedSignature,

    /// <summary>No secret gives this signature: it is forged, was changed on its way, or the secret is another one.</summary>
    WrongSignature,

    /// <summary>It was signed too long ago, or in the future.</summary>
    OutsideTolerance,

    /// <summary>The signature is right, but the body is not a JSON object.</summary>
    MalformedBody,
}
