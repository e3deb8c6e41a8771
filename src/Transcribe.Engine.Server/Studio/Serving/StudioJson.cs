using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Server.Studio;

/// <summary>JSON as the designer reads it: camelCase, enums as words, nulls left out, the keys of dictionaries as they are.</summary>
internal static class StudioJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(), new AnyValueConverter() },
    };

    /// <summary>A stored column of values as JSON for people; null: it is empty.</summary>
    public static JsonNode? Parse(string? json) => json is null ? null : PlainJson.Of(JsonNode.Parse(json));

    /// <summary>Values of runs have any type; the engine knows how to write each.</summary>
    private sealed class AnyValueConverter : JsonConverter<object>
    {
        public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return ValueSerializer.Read(document.RootElement);
        }

        public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options) => PlainJson.Write(writer, JsonNode.Parse(ValueSerializer.ToUtf8(value)));
    }
}
