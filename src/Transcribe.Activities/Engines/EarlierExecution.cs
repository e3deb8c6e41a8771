namespace Transcribe.Activities.Engines;

/// <summary>An execution of a step in a run that is replayed.</summary>
/// <param name="InstanceId">The run.</param>
/// <param name="ExecutionId">The execution.</param>
internal sealed record EarlierExecution(string InstanceId, string ExecutionId);
