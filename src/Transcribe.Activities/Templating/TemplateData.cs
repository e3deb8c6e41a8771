using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scriban.Runtime;

namespace Transcribe.Activities.Templating;

/// <summary>
/// Turns workflow values into what a template may touch: text, numbers, dates, lists and maps. Objects go through JSON, with
/// <c>snake_case</c> member names, so that no .NET method or getter can be reached from a template.
/// </summary>
internal static class TemplateData
{
    private const int MaxDepth = 32;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        MaxDepth = MaxDepth,
    };

    public static object? From(object? value, int depth = 0)
    {
        if (depth > MaxDepth)
            return null;

        return value switch
        {
            null => null,
            string or bool or DateTime or TimeSpan => value,
            _ when value.GetType().IsPrimitive || value is decimal => value,
            DateTimeOffset time => time.UtcDateTime,
            Guid or Uri or Enum => value.ToString(),
            JsonElement element => FromElement(element, depth),
            JsonNode node => FromElement(JsonSerializer.SerializeToElement(node), depth),
            byte[] or Stream or Delegate => null,
            IDictionary<string, object?> map => FromMap(map, depth),
            IDictionary map => FromMap(map.Keys.Cast<object>().Select(key => KeyValuePair.Create(key.ToString()!, map[key])), depth),
            IEnumerable items => FromItems(items.Cast<object?>(), depth),
            _ => FromElement(JsonSerializer.SerializeToElement(value, Json), depth),
        };
    }

    private static object? FromElement(JsonElement element, int depth) => element.ValueKind switch
    {
        JsonValueKind.Object => FromMap(element.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, (object?)member.Value)), depth),
        JsonValueKind.Array => FromItems(element.EnumerateArray().Select(item => (object?)item), depth),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? whole : element.TryGetDecimal(out var exact) ? exact : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static ScriptObject FromMap(IEnumerable<KeyValuePair<string, object?>> members, int depth)
    {
        var map = new ScriptObject();
        foreach (var (name, value) in members)
            map[name] = From(value, depth + 1);

        return map;
    }

    private static ScriptArray FromItems(IEnumerable<object?> items, int depth) => [.. items.Select(item => From(item, depth + 1))];
}
