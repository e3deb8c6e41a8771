using System.Text.Json;

namespace Transcribe.Engine.Definitions;

/// <summary>Reads definition documents in Elsa's JSON.</summary>
public static class DefinitionReader
{
    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private static readonly JsonSerializerOptions Members = new(JsonSerializerDefaults.Web);

    /// <summary>The definition of a JSON text.</summary>
    /// <exception cref="DefinitionException">It is not JSON (with line and column), or lacks what a definition needs.</exception>
    public static WorkflowDefinition Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return Read(document.RootElement.Clone());
        }
        catch (JsonException exception)
        {
            throw Problem(null, $"Line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}: this is not valid JSON.");
        }
    }

    /// <summary>The definition of a JSON object.</summary>
    /// <exception cref="DefinitionException">It lacks what a definition needs.</exception>
    public static WorkflowDefinition Read(JsonElement document)
    {
        if (document.ValueKind != JsonValueKind.Object)
            throw Problem(null, "A definition is a JSON object.");

        var options = document.Member("options");
        return new WorkflowDefinition
        {
            Id = document.Text("id"),
            DefinitionId = document.Text("definitionId") ?? throw Problem("definitionId", "A definition needs a 'definitionId', the id that stays the same over its versions."),
            Name = document.Text("name"),
            Description = document.Text("description"),
            Version = document.Member("version") is { ValueKind: JsonValueKind.Number } version ? version.GetInt32() : 1,
            ToolVersion = Version.TryParse(document.Text("toolVersion")?.Split('-', '+')[0], out var tool) ? tool : null,
            IsPublished = document.Member("isPublished") is { ValueKind: JsonValueKind.True },
            IsReadonly = document.Member("isReadonly") is { ValueKind: JsonValueKind.True },
            Variables = List<VariableDefinition>(document, "variables"),
            Inputs = List<InputDefinition>(document, "inputs"),
            Outputs = List<OutputDefinition>(document, "outputs"),
            IncidentStrategyType = options?.Text("incidentStrategyType"),
            ActivationStrategyType = options?.Text("activationStrategyType"),
            CommitStrategyName = options?.Text("commitStrategyName"),
            IsUsableAsActivity = (options?.Member("usableAsActivity") ?? document.Member("usableAsActivity")) is { ValueKind: JsonValueKind.True },
            AutoUpdatesConsumers = options?.Member("autoUpdateConsumingWorkflows") is { ValueKind: JsonValueKind.True },
            CustomProperties = document.Member("customProperties") is { ValueKind: JsonValueKind.Object } custom ? custom : null,
            Root = document.Member("root") is { ValueKind: JsonValueKind.Object } root ? root : null,
            Document = document,
        };
    }

    private static List<T> List<T>(JsonElement document, string member)
    {
        try
        {
            return document.Member(member) is { ValueKind: JsonValueKind.Array } list ? list.Deserialize<List<T>>(Members) ?? [] : [];
        }
        catch (JsonException exception)
        {
            throw Problem(member, $"The list '{member}' cannot be read: {exception.Message}");
        }
    }

    private static DefinitionException Problem(string? property, string message) => new([new DefinitionProblem(null, property, message)]);
}
