namespace Transcribe.Activities.Deliver;

/// <summary>One delivery. Its id is the same however often the activity behind it is executed; receivers see it.</summary>
internal sealed class OutboxRecord
{
    public required string Id { get; init; }

    /// <summary>Which sender sends it.</summary>
    public required string Kind { get; init; }

    public required string Connection { get; init; }

    /// <summary>Where to, for people: a channel, a host, recipients.</summary>
    public required string Target { get; init; }

    /// <summary>What is sent, as the sender's JSON.</summary>
    public required string Content { get; init; }

    /// <summary>What of it was already sent, in the sender's words; so that a repetition goes on and does not start again.</summary>
    public string? Progress { get; set; }

    public DeliveryStatus Status { get; set; }

    public int Attempts { get; set; }

    /// <summary>When it may be tried; while it is being tried, when the one who tries counts as dead.</summary>
    public DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>While it is being tried: when the one who tries counts as dead. Null: nobody is at it.</summary>
    public DateTimeOffset? ClaimedUntil { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Why it is not delivered (yet), in words.</summary>
    public string? Reason { get; set; }

    /// <summary>The receiver's own code for that.</summary>
    public string? Error { get; set; }

    /// <summary>What the receiver said, by name, as JSON.</summary>
    public string? Receipt { get; set; }

    public string? WorkflowInstanceId { get; init; }

    /// <summary>A run waits for the end and was not told of it.</summary>
    public bool IsAwaited { get; set; }
}

/// <summary>A receiver that asked for no more deliveries.</summary>
internal sealed class StoppedReceiver
{
    /// <summary>The hash of kind and address: another address is another receiver.</summary>
    public required string Id { get; init; }

    public required string Connection { get; init; }

    public required string Reason { get; init; }

    public DateTimeOffset StoppedAt { get; init; }
}
