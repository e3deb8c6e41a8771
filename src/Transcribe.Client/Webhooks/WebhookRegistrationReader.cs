using System.Text.Json;
using Transcribe.Client.Api;

namespace Transcribe.Client.Webhooks;

/// <summary>Reads the webhooks from a list, from a list in an object, or from one object: the API's shape is not published.</summary>
internal static class WebhookRegistrationReader
{
    private static readonly string[] ListNames = ["data", "webhooks"];

    public static IReadOnlyList<WebhookRegistration> Read(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array)
            return [.. json.EnumerateArray().Select(One)];
        if (json.ValueKind != JsonValueKind.Object)
            return [];

        foreach (var name in ListNames)
        {
            if (json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array)
                return Read(list);
        }

        if (json.TryGetProperty("webhook", out var inner))
            return Read(inner);

        return json.TryGetProperty("url", out _) ? [One(json)] : [];
    }

    private static WebhookRegistration One(JsonElement json) => json.Deserialize<WebhookRegistration>(TranscribeJson.Options)!;
}
