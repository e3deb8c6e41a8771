using System.Text.Json;
using System.Text.Json.Serialization;

namespace Transcribe.Client.Api;

/// <summary>Reads an id from a string or a number; writes a string.</summary>
internal sealed class TranscriptionIdConverter : JsonConverter<TranscriptionId>
{
    public override TranscriptionId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = OpaqueTextConverter.Read(ref reader);
        return TranscriptionId.IsValid(text) ? new TranscriptionId(text) : throw new JsonException("An id must not be empty.");
    }

    public override void Write(Utf8JsonWriter writer, TranscriptionId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
