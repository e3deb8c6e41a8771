namespace Transcribe.Activities.Ledger;

/// <summary>Who a label of one job's speakers is.</summary>
internal sealed class SpeakerRecord
{
    public required string Connection { get; init; }

    public required string JobId { get; init; }

    public required string Label { get; init; }

    public required string Name { get; set; }
}
