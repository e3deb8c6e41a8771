namespace Transcribe.Engine.Authoring;

/// <summary>One event of a run.</summary>
/// <param name="Context">The execution it belongs to.</param>
/// <param name="Sequence">Its place in the run's journal, from 1.</param>
/// <param name="Timestamp">When it happened.</param>
/// <param name="EventName">What happened, such as <c>Started</c>.</param>
/// <param name="Message">More in words.</param>
/// <param name="Source">Where it comes from in code.</param>
/// <param name="Payload">Facts; never payloads of the business or secrets.</param>
public readonly record struct JournalEntry(
    ActivityExecutionContext Context, int Sequence, DateTimeOffset Timestamp, string EventName, string? Message, string? Source, object? Payload);
