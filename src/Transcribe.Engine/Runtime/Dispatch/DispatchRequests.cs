using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Runtime;

/// <summary>Start an instance of a definition version.</summary>
/// <param name="DefinitionVersionId">The version, by its own id.</param>
public sealed record DispatchWorkflowDefinitionRequest(string DefinitionVersionId)
{
    /// <summary>The id of the instance; default: a new one.</summary>
    public string? InstanceId { get; init; }

    /// <summary>What relates the instance to the world outside.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The instance that starts it.</summary>
    public string? ParentWorkflowInstanceId { get; init; }

    /// <summary>The trigger to begin with; default: the workflow's own start.</summary>
    public string? TriggerActivityId { get; init; }

    /// <summary>The input by name.</summary>
    public IDictionary<string, object>? Input { get; init; }

    /// <summary>Values of variables of the workflow by name, in the place of their defaults.</summary>
    public IDictionary<string, object>? Variables { get; init; }

    /// <summary>Persisted properties of the instance.</summary>
    public IDictionary<string, object>? Properties { get; init; }
}

/// <summary>Go on with an instance.</summary>
/// <param name="InstanceId">The instance.</param>
public sealed record DispatchWorkflowInstanceRequest(string InstanceId)
{
    /// <summary>The bookmark to resume; null: begin, or go on with what was interrupted.</summary>
    public string? BookmarkId { get; init; }

    /// <summary>The activity to run instead: an execution again in its place, or an activity beside what the instance waits for.</summary>
    public ActivityHandle? ActivityHandle { get; init; }

    /// <summary>The input that comes with the bookmark.</summary>
    public IDictionary<string, object>? Input { get; init; }
}

/// <summary>Start and resume by a stimulus.</summary>
/// <param name="ActivityTypeName">The stimulus name, by default the activity's type.</param>
/// <param name="BookmarkPayload">The payload; equal payloads match.</param>
public sealed record DispatchTriggerWorkflowsRequest(string ActivityTypeName, object BookmarkPayload)
{
    /// <summary>Only instances with this correlation id; started ones get it.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Only this instance.</summary>
    public string? WorkflowInstanceId { get; init; }

    /// <summary>Only this execution of an activity.</summary>
    public string? ActivityInstanceId { get; init; }

    /// <summary>The input of the bursts.</summary>
    public IDictionary<string, object>? Input { get; init; }

    /// <summary>Properties of started instances.</summary>
    public IDictionary<string, object>? Properties { get; init; }
}

/// <summary>Resume by a stimulus.</summary>
/// <param name="ActivityTypeName">The stimulus name, by default the activity's type.</param>
/// <param name="BookmarkPayload">The payload; equal payloads match.</param>
public sealed record DispatchResumeWorkflowsRequest(string ActivityTypeName, object BookmarkPayload)
{
    /// <summary>Only instances that had this correlation id when they began to wait.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Only this instance.</summary>
    public string? WorkflowInstanceId { get; init; }

    /// <summary>Only this execution of an activity.</summary>
    public string? ActivityInstanceId { get; init; }

    /// <summary>The input of the bursts.</summary>
    public IDictionary<string, object>? Input { get; init; }
}
