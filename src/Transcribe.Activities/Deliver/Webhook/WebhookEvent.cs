using System.Text.Json;
using System.Text.Json.Nodes;

namespace Transcribe.Activities.Deliver.Webhook;

/// <summary>The body of an event: its type, when it happened, and what.</summary>
internal static class WebhookEvent
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static string Write(string type, DateTimeOffset at, JsonElement data) => new JsonObject
    {
        ["type"] = type,
        ["timestamp"] = at.UtcDateTime,
        ["data"] = data.ValueKind == JsonValueKind.Undefined ? new JsonObject() : JsonNode.Parse(data.GetRawText()),
    }.ToJsonString();

    /// <summary>What an input holds as JSON: text that is JSON as that, other text as text.</summary>
    public static JsonElement Read(object? value)
    {
        if (value is string text)
        {
            try
            {
                return JsonSerializer.Deserialize<JsonElement>(text);
            }
            catch (JsonException)
            {
                return JsonSerializer.SerializeToElement(text);
            }
        }

        return value is null ? default : JsonSerializer.SerializeToElement(value, value.GetType(), Json);
    }
}
