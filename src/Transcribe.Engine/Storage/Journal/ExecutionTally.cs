using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Storage;

/// <summary>Executions of one activity in one run that have the same status, counted.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="ActivityNodeId">Its place in the graph.</param>
/// <param name="Status">The status.</param>
/// <param name="Count">How many, at least 1.</param>
/// <param name="Waiting">How many of them wait.</param>
/// <param name="Faults">Faults of them and their descendants.</param>
public sealed record ExecutionTally(string ActivityId, string ActivityNodeId, ActivityStatus Status, int Count, int Waiting, int Faults);
