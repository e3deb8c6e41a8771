using System.Text.Json;
using System.Text.Json.Serialization;

namespace Transcribe.Client.Api;

/// <summary>Reads a row's error from a text or an object; its shape is not published.</summary>
internal sealed class TranscriptionErrorConverter : JsonConverter<TranscriptionError>
{
    public override TranscriptionError Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var json = document.RootElement;
        return json.ValueKind switch
        {
            JsonValueKind.String => new TranscriptionError(null, json.GetString()),
            JsonValueKind.Object => new TranscriptionError(Text(json, "code"), Text(json, "message") ?? json.GetRawText()),
            _ => new TranscriptionError(null, json.GetRawText()),
        };
    }

    public override void Write(Utf8JsonWriter writer, TranscriptionError value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("code", value.Code);
        writer.WriteString("message", value.Message);
        writer.WriteEndObject();
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
