using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Scriban.Runtime;

namespace Transcribe.Activities.Templating;

/// <summary>
/// Turns workflow values into what a template may touch: text, numbers, dates (UTC), lists and maps. Of an object these are the members that
/// its JSON has, by <c>snake_case</c> names, so that no .NET method can be reached from a template.
/// </summary>
internal static class TemplateData
{
    private const int MaxDepth = 32;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        MaxDepth = MaxDepth,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    public static object? From(object? value, int depth = 0)
    {
        if (depth > MaxDepth)
            return null;

        return value switch
        {
            null => null,
            string or bool or TimeSpan => value,
            DateTime time => time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time,
            _ when value.GetType().IsPrimitive || value is decimal => value,
            DateTimeOffset time => time.UtcDateTime,
            Guid or Uri or Enum => value.ToString(),
            JsonElement element => FromElement(element, depth),
            JsonNode node => FromElement(JsonSerializer.SerializeToElement(node), depth),
            byte[] or Stream or Delegate => null,
            IDictionary<string, object?> map => FromMap(map, depth),
            IDictionary map => FromMap(map.Keys.Cast<object>().Select(key => KeyValuePair.Create(key.ToString()!, map[key])), depth),
            IEnumerable items => FromItems(items.Cast<object?>(), depth),
            _ => FromObject(value, depth),
        };
    }

    // Member by member, because JSON has no dates: they would be texts, which no function for dates takes.
    private static object? FromObject(object value, int depth)
    {
        if (depth == MaxDepth)
            throw new FormatException($"The value is nested deeper than {MaxDepth} levels, or holds itself.");

        var type = Json.GetTypeInfo(value.GetType());
        return type.Kind == JsonTypeInfoKind.Object && type.Properties.All(member => member.CustomConverter is null)
            ? FromMap(type.Properties.Where(member => member.Get is not null).Select(member => KeyValuePair.Create(member.Name, member.Get!(value))), depth)
            : FromElement(JsonSerializer.SerializeToElement(value, Json), depth);
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
