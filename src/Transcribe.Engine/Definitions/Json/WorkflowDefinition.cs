using System.Text.Json;

namespace Transcribe.Engine.Definitions;

/// <summary>A definition as the designer and files hold it: facts, and the root activity still as JSON.</summary>
public sealed class WorkflowDefinition
{
    /// <summary>The id of the version; null: not given.</summary>
    public string? Id { get; init; }

    /// <summary>The logical id.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>The name for people.</summary>
    public string? Name { get; init; }

    /// <summary>What it does.</summary>
    public string? Description { get; init; }

    /// <summary>The number of the version, from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The designer's version.</summary>
    public Version? ToolVersion { get; init; }

    /// <summary>Whether a file says that it is published.</summary>
    public bool IsPublished { get; init; }

    /// <summary>Whether it may not be changed in the designer.</summary>
    public bool IsReadonly { get; init; }

    /// <summary>The variables.</summary>
    public IReadOnlyList<VariableDefinition> Variables { get; init; } = [];

    /// <summary>The inputs.</summary>
    public IReadOnlyList<InputDefinition> Inputs { get; init; } = [];

    /// <summary>The outputs.</summary>
    public IReadOnlyList<OutputDefinition> Outputs { get; init; } = [];

    /// <summary>The type name of the incident strategy; null: the host's.</summary>
    public string? IncidentStrategyType { get; init; }

    /// <summary>The type name of the activation strategy; null: every start is allowed.</summary>
    public string? ActivationStrategyType { get; init; }

    /// <summary>The name of the commit strategy; null: the host's.</summary>
    public string? CommitStrategyName { get; init; }

    /// <summary>Whether other workflows can use it as an activity.</summary>
    public bool IsUsableAsActivity { get; init; }

    /// <summary>Whether publishing it publishes those that use it as an activity, with the new version.</summary>
    public bool AutoUpdatesConsumers { get; init; }

    /// <summary>Settings that are not options, such as limits and what is kept of executions.</summary>
    public JsonElement? CustomProperties { get; init; }

    /// <summary>The root activity; null: the workflow finishes at once.</summary>
    public JsonElement? Root { get; init; }

    /// <summary>The whole document, with everything that the engine does not read.</summary>
    public required JsonElement Document { get; init; }
}

/// <summary>A variable that a definition declares.</summary>
public sealed record VariableDefinition
{
#pragma warning disable CS1591 // the names are those of the definition format
    public string? Id { get; init; }
    public required string Name { get; init; }
    public string TypeName { get; init; } = "Object";
    public bool IsArray { get; init; }
    public JsonElement? Value { get; init; }
    public string? StorageDriverTypeName { get; init; }
#pragma warning restore CS1591
}
