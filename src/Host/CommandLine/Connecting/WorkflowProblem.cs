namespace Transcribe.Workflows.Host.CommandLine.Connecting;

/// <summary>Something that is wrong with a workflow.</summary>
internal sealed record WorkflowProblem(string? ActivityId, string? Property, string Message, bool IsWarning);
