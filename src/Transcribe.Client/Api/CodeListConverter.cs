using System.Text.Json;
using System.Text.Json.Serialization;

namespace Transcribe.Client.Api;

/// <summary>Reads a list of codes from texts or from objects with a <c>code</c>.</summary>
internal sealed class CodeListConverter : JsonConverter<IReadOnlyList<string>>
{
    public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ValueKind == JsonValueKind.Array ? [.. document.RootElement.EnumerateArray().Select(CodeOf).OfType<string>()] : [];
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.ToArray(), options);

    private static string? CodeOf(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.String => item.GetString(),
        JsonValueKind.Object when item.TryGetProperty("code", out var code) => code.GetString(),
        _ => null,
    };
}
