using System.Text.Json;
using System.Text.Json.Serialization;

namespace Transcribe.Client.Api;

/// <summary>Keeps a status as it came.</summary>
internal sealed class TranscriptionStatusConverter : JsonConverter<TranscriptionStatus>
{
    public override bool HandleNull => true;

    public override TranscriptionStatus Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => default,
        JsonTokenType.String => reader.GetString() is { Length: > 0 } text ? new TranscriptionStatus(text) : default,
        _ => throw new JsonException($"A status is a string, not {reader.TokenType}."),
    };

    public override void Write(Utf8JsonWriter writer, TranscriptionStatus value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
