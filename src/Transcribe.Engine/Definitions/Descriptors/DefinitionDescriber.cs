using System.Text.Json;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Definitions;

/// <summary>Describes a workflow that can be used as an activity. Its type name is the workflow's name, its version the workflow's.</summary>
internal static class DefinitionDescriber
{
    public static ActivityDescriptor Describe(WorkflowDefinition definition)
    {
        var name = Words.Pascal(definition.Name ?? definition.DefinitionId);
        ActivityDescriptor descriptor = null!;
        return descriptor = new ActivityDescriptor
        {
            TypeName = name,
            Name = name,
            Version = definition.Version,
            Category = definition.Document.Member("options")?.Text("activityCategory") is { Length: > 0 } category ? category : "Workflows",
            DisplayName = definition.Name ?? definition.DefinitionId,
            Description = definition.Description,
            ClrType = typeof(WorkflowDefinitionActivity),
            Inputs = [.. definition.Inputs.Select(Describe)],
            Outputs = [.. definition.Outputs.Select(Describe)],
            Ports = [new Port(nameof(WorkflowDefinitionActivity.Root), nameof(WorkflowDefinitionActivity.Root), PortType.Embedded, IsBrowsable: false), .. OutcomesOf(definition)],
            CustomProperties = new Dictionary<string, object>(ReferenceTo(definition)) { ["RootType"] = nameof(WorkflowDefinitionActivity) },
            ConstructionProperties = new Dictionary<string, object>(ReferenceTo(definition)) { ["Version"] = definition.Version },
            Constructor = () => new WorkflowDefinitionActivity(descriptor, definition),
        };
    }

    private static Dictionary<string, object> ReferenceTo(WorkflowDefinition definition) => new()
    {
        ["WorkflowDefinitionId"] = definition.DefinitionId,
        ["WorkflowDefinitionVersionId"] = definition.Id ?? string.Empty,
    };

    private static InputDescriptor Describe(InputDefinition input) => InputDescriptor.Synthetic(
        input.Name,
        TypeAliases.Find(input.Type) ?? typeof(object),
        new InputAttribute { DisplayName = input.DisplayName, Description = input.Description, Category = input.Category, UIHint = input.UIHint });

    private static OutputDescriptor Describe(OutputDefinition output) => OutputDescriptor.Synthetic(
        output.Name, TypeAliases.Find(output.Type) ?? typeof(object), new OutputAttribute { DisplayName = output.DisplayName, Description = output.Description });

    private static IEnumerable<Port> OutcomesOf(WorkflowDefinition definition) =>
        (definition.Document.Member("outcomes")?.Items() ?? [])
            .Where(outcome => outcome.ValueKind == JsonValueKind.String)
            .Select(outcome => new Port(outcome.GetString()!, outcome.GetString()!, PortType.Flow));
}
