namespace Transcribe.Activities.Ledger;

/// <summary>One callback in the inbox. Its body is not kept: it is only a reason to read the row from the API.</summary>
internal sealed class CallbackRecord
{
    public int Id { get; init; }

    /// <summary>The ledger row that the callback was addressed to.</summary>
    public required string LedgerId { get; init; }

    /// <summary>SHA-256 of the raw body: a redelivery has the same one.</summary>
    public required string BodyHash { get; init; }

    /// <summary>The request's media type and user agent, to recognise a sender; no signature, nothing secret.</summary>
    public string? Headers { get; init; }

    /// <summary>False when the job's secret was not known yet: the callback overtook the answer that carries it.</summary>
    public bool Verified { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? ProcessedAt { get; set; }
}
