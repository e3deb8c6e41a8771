using System.Text.Json.Nodes;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Server.Studio;

/// <summary>An activity type as the designer sees it.</summary>
internal sealed record ActivityModel
{
    public required string TypeName { get; init; }
    public required string ClrType { get; init; }
    public string? Namespace { get; init; }
    public required string Name { get; init; }
    public required int Version { get; init; }
    public required string Category { get; init; }
    public required string DisplayName { get; init; }
    public string? Description { get; init; }
    public required IReadOnlyList<InputModel> Inputs { get; init; }
    public required IReadOnlyList<OutputModel> Outputs { get; init; }
    public required ActivityKind Kind { get; init; }
    public required bool RunAsynchronously { get; init; }
    public required IReadOnlyList<PortModel> Ports { get; init; }
    public IReadOnlyDictionary<string, object> CustomProperties { get; init; } = new Dictionary<string, object>();
    public IReadOnlyDictionary<string, object> ConstructionProperties { get; init; } = new Dictionary<string, object>();
    public required bool IsContainer { get; init; }
    public required bool IsBrowsable { get; init; }
    public required bool IsStart { get; init; }
    public required bool IsTerminal { get; init; }
}

/// <summary>An input with what its editor needs.</summary>
internal sealed record InputModel
{
    public required bool IsWrapped { get; init; }
    public required string UIHint { get; init; }
    public string? Category { get; init; }
    public JsonNode? DefaultValue { get; init; }
    public string? DefaultSyntax { get; init; }
    public required bool IsReadOnly { get; init; }
    public required bool IsSensitive { get; init; }
    public required bool AutoEvaluate { get; init; }
    public required IReadOnlyDictionary<string, JsonNode?> UISpecifications { get; init; }
    public required string Name { get; init; }
    public required string TypeName { get; init; }
    public required string DisplayName { get; init; }
    public string? Description { get; init; }
    public required float Order { get; init; }
    public required bool IsBrowsable { get; init; }
    public required bool IsSerializable { get; init; }
    public bool IsSynthetic { get; init; }
}

/// <summary>An output.</summary>
internal sealed record OutputModel
{
    public required string Name { get; init; }
    public required string TypeName { get; init; }
    public required string DisplayName { get; init; }
    public string? Description { get; init; }
    public float Order { get; }
    public required bool IsBrowsable { get; init; }
    public bool IsSynthetic { get; init; }
}

/// <summary>A port: an outcome, or a place for another activity.</summary>
internal sealed record PortModel(string Name, string DisplayName, string Type, bool IsBrowsable);

/// <summary>What the designer knows when it asks for the choices of an input.</summary>
internal sealed record OptionsRequest
{
    /// <summary>The values of the activity's inputs, by their names in JSON.</summary>
    public Dictionary<string, object?>? Context { get; init; }
}
