using System.Dynamic;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Transcribe.Engine.Values;

/// <summary>JSON as the values that expressions work with: objects with members, lists, scalars.</summary>
public static class JsonValues
{
    /// <summary>The value of <paramref name="element"/>: <see cref="ExpandoObject"/>, <see cref="List{T}"/> of objects, or a scalar.</summary>
    public static object? ToPlain(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                IDictionary<string, object?> expando = new ExpandoObject();
                foreach (var member in element.EnumerateObject())
                    expando[member.Name] = ToPlain(member.Value);
                return expando;
            case JsonValueKind.Array:
                return element.EnumerateArray().Select(ToPlain).ToList();
            default:
                return LiteralValue.Of(element);
        }
    }

    /// <summary>JSON text as a plain value; null when the text is not JSON.</summary>
    public static bool TryParse(string text, out object? value)
    {
        value = null;
        var start = text.AsSpan().TrimStart();
        if (start.IsEmpty || !(start[0] is '{' or '[' or '"' or 't' or 'f' or 'n' or '-' || char.IsAsciiDigit(start[0])))
            return false;

        try
        {
            using var document = JsonDocument.Parse(text);
            value = ToPlain(document.RootElement);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    internal static object? ToPlain(JsonNode? node) => node is null ? null : ToPlain(JsonSerializer.SerializeToElement(node));
}
