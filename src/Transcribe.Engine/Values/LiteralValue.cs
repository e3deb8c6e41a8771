using System.Text.Json;

namespace Transcribe.Engine.Values;

/// <summary>Constants of definitions: JSON turned into plain values.</summary>
internal static class LiteralValue
{
    /// <summary>The plain value of a JSON scalar; anything else as it is.</summary>
    public static object? Of(object? value) => value is JsonElement element
        ? element.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            JsonValueKind.String => element.GetString(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => element.TryGetInt64(out var number) ? number : element.GetDouble(),
            _ => element,
        }
        : value;
}
