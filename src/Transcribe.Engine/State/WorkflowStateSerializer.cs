using System.Text.Json;
using System.Text.Json.Serialization;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.State;

/// <summary>The state of an instance as UTF-8 JSON and back.</summary>
public static class WorkflowStateSerializer
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter(), new AnyValueConverter(), new AnyMembersConverter() },
    };

    /// <summary>The JSON of <paramref name="state"/>.</summary>
    public static byte[] Serialize(WorkflowState state) => JsonSerializer.SerializeToUtf8Bytes(state, Options);

    /// <summary>The state of a JSON text.</summary>
    public static WorkflowState Deserialize(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<WorkflowState>(json, Options) ?? throw new JsonException("The instance has no state.");

    /// <summary>The properties of a state alone; the rest of the JSON is skipped.</summary>
    public static IReadOnlyDictionary<string, object?> DeserializeProperties(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<PropertiesOnly>(json, Options)?.Properties ?? throw new JsonException("The instance has no state.");

    private sealed record PropertiesOnly
    {
        public IReadOnlyDictionary<string, object?> Properties { get; init; } = new Dictionary<string, object?>();
    }

    private sealed class AnyValueConverter : JsonConverter<object>
    {
        public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return ValueSerializer.Read(document.RootElement);
        }

        public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options) => ValueSerializer.Write(writer, value);
    }

    private sealed class AnyMembersConverter : JsonConverter<IReadOnlyDictionary<string, object?>>
    {
        public override IReadOnlyDictionary<string, object?> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => ValueSerializer.Read(member.Value), StringComparer.Ordinal);
        }

        public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, object?> value, JsonSerializerOptions options) =>
            ValueSerializer.WriteMembers(writer, value);
    }
}
