using System.Text.Json;

namespace Transcribe.Client.Webhooks;

/// <summary>Finds things in a callback's body, whose shape is not published.</summary>
internal static class WebhookBody
{
    public static string? Text(JsonElement body, string path)
    {
        var current = body;
        foreach (var name in path.Split('.'))
        {
            if (current.ValueKind != JsonValueKind.Object || !current.TryGetProperty(name, out current))
                return null;
        }

        return current.ValueKind switch
        {
            JsonValueKind.String => current.GetString(),
            JsonValueKind.Number => current.GetRawText(),
            _ => null,
        };
    }

    public static TranscriptionId? FindId(JsonElement body, IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (Text(body, path) is { } text && TranscriptionId.IsValid(text))
                return new TranscriptionId(text);
        }

        return null;
    }
}
