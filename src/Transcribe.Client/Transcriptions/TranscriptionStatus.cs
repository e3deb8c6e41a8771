using System.Text.Json.Serialization;
using Transcribe.Client.Api;

namespace Transcribe.Client;

/// <summary>
/// Where a transcription stands. Backed by the API's own word, so that one this version does not know is kept as it came;
/// an unknown status is still in flight, never an end.
/// </summary>
[JsonConverter(typeof(TranscriptionStatusConverter))]
public readonly record struct TranscriptionStatus
{
    private readonly string? value;

    /// <summary>Wraps the API's word for a status.</summary>
    public TranscriptionStatus(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        this.value = value;
    }

    /// <summary>The row belongs to a quote; it is not a job and will never progress.</summary>
    public static TranscriptionStatus Quoted { get; } = new("quoted");

    /// <summary>Accepted, not started.</summary>
    public static TranscriptionStatus Pending { get; } = new("pending");

    /// <summary>Accepted; waits for a slot because the account is at its concurrency cap.</summary>
    public static TranscriptionStatus Queued { get; } = new("queued");

    /// <summary>Being transcribed.</summary>
    public static TranscriptionStatus Processing { get; } = new("processing");

    /// <summary>Done: the result can be read.</summary>
    public static TranscriptionStatus Completed { get; } = new("completed");

    /// <summary>Ended without a result; nothing was charged.</summary>
    public static TranscriptionStatus Failed { get; } = new("failed");

    /// <summary>Ended by the vendor or the account's owner.</summary>
    public static TranscriptionStatus Cancelled { get; } = new("cancelled");

    /// <summary>The API's word, as it came; <c>unknown</c> when the API sent none.</summary>
    public string Value => value ?? "unknown";

    /// <summary>Whether the job has ended: completed, failed or cancelled, and nothing else.</summary>
    public bool IsTerminal => this == Completed || this == Failed || this == Cancelled;

    /// <summary>Whether this version knows the word.</summary>
    public bool IsKnown => IsTerminal || this == Quoted || this == Pending || this == Queued || this == Processing;

    /// <inheritdoc/>
    public bool Equals(TranscriptionStatus other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
