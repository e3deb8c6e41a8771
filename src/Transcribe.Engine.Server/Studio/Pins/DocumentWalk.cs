using System.Text.Json.Nodes;

namespace Transcribe.Engine.Server.Studio;

/// <summary>The activities of a document as it was saved.</summary>
internal static class DocumentWalk
{
    // Objects in these members are never activities.
    private static readonly HashSet<string> Opaque = new(StringComparer.Ordinal) { "expression", "metadata", "customProperties", "memoryReference", "connections", "variables" };

    /// <summary>All activities below a node, outer ones first.</summary>
    public static IEnumerable<JsonObject> Activities(JsonNode? node) => node switch
    {
        JsonObject activity when activity.Text("type") is not null && activity.Text("id") is not null => Inside(activity).Prepend(activity),
        JsonObject members => Inside(members),
        JsonArray items => items.SelectMany(Activities),
        _ => [],
    };

    /// <summary>The activity with an id; null: there is none.</summary>
    public static JsonObject? Find(JsonNode? node, string id) => Activities(node).FirstOrDefault(activity => activity.Text("id") == id);

    private static IEnumerable<JsonObject> Inside(JsonObject members) => members.Where(member => !Opaque.Contains(member.Key)).SelectMany(member => Activities(member.Value));
}
