namespace Transcribe.Engine.Storage;

/// <summary>Remembers what was started once and is not to be started again.</summary>
public sealed class StartKeyRow
{
    /// <summary>SHA-256 of the key, in hexadecimal digits: what senders call their deliveries may be long, and may say something of people.</summary>
    public required string Hash { get; init; }

    /// <summary>The instance that was started.</summary>
    public required string WorkflowInstanceId { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Until when the key starts nothing else.</summary>
    public DateTimeOffset ExpiresAt { get; init; }
}
