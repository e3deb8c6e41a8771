namespace Transcribe.Activities.Ledger;

/// <summary>
/// Which file a delivery chose: written before the file, so that a repetition after a crash finds its own earlier file instead of
/// storing a second one.
/// </summary>
internal sealed class DeliveryRecord
{
    public required string Id { get; init; }

    public required string Connection { get; init; }

    public required string Path { get; set; }

    public required string ContentHash { get; set; }

    /// <summary>The run that delivers; null: the row is from before this was kept, or is no delivery.</summary>
    public string? WorkflowInstanceId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; set; }
}
