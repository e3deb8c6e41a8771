using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Which activity of which definition to run alone.</summary>
internal sealed record TestRequest
{
    public DefinitionHandle? WorkflowDefinitionHandle { get; init; }
    public ActivityHandle? ActivityHandle { get; init; }
}

/// <summary>A definition in a version, or a version by its own id.</summary>
internal sealed record DefinitionHandle(string? DefinitionId, string? VersionOptions, string? DefinitionVersionId);

/// <summary>An activity by its id, or by its place in the graph.</summary>
internal sealed record ActivityHandle(string? ActivityId, string? ActivityNodeId);

/// <summary>What came out of a test.</summary>
internal sealed record TestResult
{
    public required IReadOnlyDictionary<string, object?> ActivityState { get; init; }
    public required IReadOnlyDictionary<string, object?> Outputs { get; init; }
    public required IReadOnlyDictionary<string, object> Payload { get; init; }
    public FailureModel? Exception { get; init; }
    public required ActivityStatus Status { get; init; }
}
