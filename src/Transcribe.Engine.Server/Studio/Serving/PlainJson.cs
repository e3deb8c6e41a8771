using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Values of runs as people read them: without the names of types that the engine keeps beside them for itself.</summary>
internal static class PlainJson
{
    private const string TypeMember = "_type";
    private const string ValueMember = "_value";

    /// <summary>The same value without markers of types; the node may be changed.</summary>
    public static JsonNode? Of(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members when members[TypeMember] is JsonValue type && members.Count == 2 && members.TryGetPropertyValue(ValueMember, out var value):
                members.Remove(ValueMember);
                return Natural(type.ToString(), value) ?? Of(value);
            case JsonObject members:
                members.Remove(TypeMember);
                foreach (var (name, value) in members.Where(member => member.Value is JsonObject or JsonArray).ToList())
                    Put(value, Of(value), replacement => members[name] = replacement);
                return members;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    var place = i;
                    if (items[i] is JsonObject or JsonArray)
                        Put(items[i], Of(items[i]), replacement => items[place] = replacement);
                }

                return items;
            default:
                return node;
        }
    }

    /// <summary>Writes a value of a run.</summary>
    public static void Write(Utf8JsonWriter writer, JsonNode? node)
    {
        if (Of(node) is { } plain)
            plain.WriteTo(writer);
        else
            writer.WriteNullValue();
    }

    // As upstream writes them: a number, and instants without empty fractions.
    private static JsonNode? Natural(string type, JsonNode? value) => type switch
    {
        "Decimal" when decimal.TryParse((string?)value, CultureInfo.InvariantCulture, out var number) => number,
        "DateTime" when DateTime.TryParse((string?)value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) => time,
        "DateTimeOffset" when DateTimeOffset.TryParse((string?)value, CultureInfo.InvariantCulture, out var instant) => instant,
        _ => null,
    };

    private static void Put(JsonNode? before, JsonNode? after, Action<JsonNode?> replace)
    {
        if (before != after)
            replace(after);
    }
}
