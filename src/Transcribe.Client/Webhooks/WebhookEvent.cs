using System.Text.Json;

namespace Transcribe.Client;

/// <summary>A callback whose signature is right. It says that something happened; what is true now is in the row, so read the row.</summary>
public sealed record WebhookEvent
{
    /// <summary>Names the event, the same for every delivery of it: its own id, or the digest of its body.</summary>
    public required string Key { get; init; }

    /// <summary>What happened, such as <c>transcription.completed</c>; null when the body does not say.</summary>
    public string? Type { get; init; }

    /// <summary>The job; null when the body names none.</summary>
    public TranscriptionId? TranscriptionId { get; init; }

    /// <summary>When it was signed; null for schemes without a time.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>The whole body.</summary>
    public JsonElement Body { get; init; }
}
