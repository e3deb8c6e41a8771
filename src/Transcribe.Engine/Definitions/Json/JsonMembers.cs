using System.Text.Json;

namespace Transcribe.Engine.Definitions;

/// <summary>Members of JSON objects, found whatever their letter case: upstream writes camelCase and accepts PascalCase.</summary>
internal static class JsonMembers
{
    public static JsonElement? Member(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return null;

        if (element.TryGetProperty(name, out var exact))
            return exact;

        foreach (var member in element.EnumerateObject())
        {
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
                return member.Value;
        }

        return null;
    }

    public static string? Text(this JsonElement element, string name) => element.Member(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    /// <summary>The items of a list, also of one wrapped in <c>$values</c>.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) => element switch
    {
        { ValueKind: JsonValueKind.Array } => element.EnumerateArray(),
        _ when element.Member("$values") is { ValueKind: JsonValueKind.Array } values => values.EnumerateArray(),
        _ => [],
    };
}
