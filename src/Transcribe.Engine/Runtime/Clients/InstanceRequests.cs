using Transcribe.Engine.Authoring;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Names a definition version.</summary>
public sealed record WorkflowDefinitionHandle
{
    /// <summary>The definition; null: a version is named by its own id.</summary>
    public string? DefinitionId { get; init; }

    /// <summary>Which version of the definition.</summary>
    public VersionOptions VersionOptions { get; init; } = VersionOptions.Published;

    /// <summary>Exactly this version.</summary>
    public string? DefinitionVersionId { get; init; }

    /// <summary>A definition, in its published version unless another is asked for.</summary>
    public static WorkflowDefinitionHandle ByDefinitionId(string definitionId, VersionOptions? versionOptions = null) =>
        new() { DefinitionId = definitionId, VersionOptions = versionOptions ?? VersionOptions.Published };

    /// <summary>A version by its own id.</summary>
    public static WorkflowDefinitionHandle ByDefinitionVersionId(string definitionVersionId) => new() { DefinitionVersionId = definitionVersionId };
}

/// <summary>What an instance is created with.</summary>
public record CreateWorkflowInstanceRequest
{
    /// <summary>The definition version.</summary>
    public required WorkflowDefinitionHandle WorkflowDefinitionHandle { get; init; }

    /// <summary>What relates the instance to the world outside.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Its name for people.</summary>
    public string? Name { get; init; }

    /// <summary>The input by name.</summary>
    public IDictionary<string, object>? Input { get; init; }

    /// <summary>Values of variables of the workflow by name, in the place of their defaults.</summary>
    public IDictionary<string, object>? Variables { get; init; }

    /// <summary>Persisted properties of the instance.</summary>
    public IDictionary<string, object>? Properties { get; init; }

    /// <summary>The instance that creates it.</summary>
    public string? ParentId { get; init; }

    internal StartWorkflowRequest ToStart(string instanceId, string? triggerActivityId = null, ActivityHandle? handle = null) => new()
    {
        DefinitionId = WorkflowDefinitionHandle.DefinitionId,
        Version = WorkflowDefinitionHandle.VersionOptions,
        DefinitionVersionId = WorkflowDefinitionHandle.DefinitionVersionId,
        WorkflowInstanceId = instanceId,
        CorrelationId = CorrelationId,
        Name = Name,
        ParentWorkflowInstanceId = ParentId,
        TriggerActivityId = triggerActivityId,
        ActivityHandle = handle,
        Input = Input,
        Variables = Variables,
        Properties = Properties,
    };
}

/// <summary>What an instance is created and started with.</summary>
public sealed record CreateAndRunWorkflowInstanceRequest : CreateWorkflowInstanceRequest
{
    /// <summary>The trigger to begin with; default: the workflow's own start.</summary>
    public string? TriggerActivityId { get; init; }

    /// <summary>The activity to run instead of the workflow from its start: it has the variables around it, and nothing comes after it.</summary>
    public ActivityHandle? ActivityHandle { get; init; }

    /// <summary>Whether the response has the output; default false.</summary>
    public bool IncludeWorkflowOutput { get; init; }
}

/// <summary>How an instance goes on.</summary>
public sealed record RunWorkflowInstanceRequest
{
    /// <summary>The bookmark to resume; null: begin, or go on with what was interrupted.</summary>
    public string? BookmarkId { get; init; }

    /// <summary>The activity to run instead: an execution that has not ended runs again in its place; an activity runs beside what the instance waits for, and nothing comes after it.</summary>
    public ActivityHandle? ActivityHandle { get; init; }

    /// <summary>The trigger to begin with, for an instance that has not begun.</summary>
    public string? TriggerActivityId { get; init; }

    /// <summary>The input of the burst.</summary>
    public IDictionary<string, object>? Input { get; init; }

    /// <summary>Properties to set on the instance.</summary>
    public IDictionary<string, object>? Properties { get; init; }

    /// <summary>Whether the response has the output; default false.</summary>
    public bool IncludeWorkflowOutput { get; init; }
}

/// <summary>An instance was created.</summary>
/// <param name="WorkflowInstanceId">Its id.</param>
public sealed record CreateWorkflowInstanceResponse(string WorkflowInstanceId);
