using System.Text.Json;
using System.Text.Json.Nodes;

namespace Transcribe.Engine.Server.Studio;

/// <summary>What the samples of a draft would leave in its variables: an activity that is tested alone finds there what comes before it.</summary>
internal static class PinnedValues
{
    /// <summary>The values by the ids of variables.</summary>
    /// <param name="root">The root activity of the document.</param>
    /// <param name="except">The activity that is tested.</param>
    public static Dictionary<string, JsonNode?> ByVariable(JsonNode? root, string? except)
    {
        var values = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var activity in DocumentWalk.Activities(root).Where(activity => activity.Text("id") != except))
        {
            foreach (var (name, value) in activity["customProperties"]?["pinned"]?["outputs"] as JsonObject ?? [])
            {
                if ((activity[JsonNamingPolicy.CamelCase.ConvertName(name)] as JsonObject)?["memoryReference"] is JsonObject place && place.Text("id") is { } id)
                    values[id] = Plain(value);
            }
        }

        return values;
    }

    // A number or a moment that carries its type is what its text says; a variable has a type of its own.
    private static JsonNode? Plain(JsonNode? value) => value is JsonObject typed && typed["_type"] is not null && typed["_value"] is { } inner ? inner : value;
}
