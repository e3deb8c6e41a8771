using System.Text.Json;

namespace Transcribe.Engine.Definitions;

/// <summary>Reads the settings of this engine that stand among a definition's custom properties; what is wrong with them is added to the problems.</summary>
internal sealed class CustomSettings(JsonElement? customProperties, List<DefinitionProblem> problems)
{
    /// <summary>The settings under a name; null: there are none.</summary>
    public T? Read<T>(string member, Func<T, IEnumerable<string>> problemsOf)
        where T : class
    {
        if (customProperties?.Member(member) is not { ValueKind: not JsonValueKind.Null } json)
            return null;

        try
        {
            if (json.ValueKind != JsonValueKind.Object)
                throw new JsonException("They are no JSON object.");

            var settings = json.Deserialize<T>(JsonSerializerOptions.Web)!;
            problems.AddRange(problemsOf(settings).Select(message => new DefinitionProblem(null, member, message)));
            return settings;
        }
        catch (JsonException exception)
        {
            problems.Add(new DefinitionProblem(null, member, $"The settings '{member}' cannot be read: {exception.Message}"));
            return null;
        }
    }

    /// <summary>The text under a name; null: there is none.</summary>
    public string? ReadText(string member)
    {
        if (customProperties?.Member(member) is not { ValueKind: not JsonValueKind.Null } json)
            return null;
        if (json.ValueKind == JsonValueKind.String)
            return json.GetString() is { Length: > 0 } text ? text : null;

        problems.Add(new DefinitionProblem(null, member, $"The setting '{member}' is a text."));
        return null;
    }
}
