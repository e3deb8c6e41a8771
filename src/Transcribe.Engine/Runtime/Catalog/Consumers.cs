using System.Text.Json.Nodes;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Definitions that use another one as an activity.</summary>
internal static class Consumers
{
    private static readonly string[] VersionIds = ["workflowDefinitionVersionId", "latestAvailablePublishedVersionId"];

    /// <summary>Whether a document uses a workflow, by its name as an activity type.</summary>
    public static bool Uses(DefinitionRow consumer, string typeName) => ActivitiesIn(RootOf(consumer)).Any(activity => IsOf(activity, typeName));

    /// <summary>The document with the newer version of the workflow in all its places; null: it has none older.</summary>
    public static string? WithVersion(DefinitionRow consumer, string typeName, DefinitionRow used)
    {
        var root = RootOf(consumer);
        var older = ActivitiesIn(root).Where(activity => IsOf(activity, typeName) && ((int?)activity["version"] ?? 1) < used.Version).ToList();
        foreach (var activity in older)
        {
            activity["version"] = used.Version;
            foreach (var member in VersionIds.Where(activity.ContainsKey))
                activity[member] = used.Id;
            if (activity.ContainsKey("latestAvailablePublishedVersion"))
                activity["latestAvailablePublishedVersion"] = used.Version;
        }

        return older.Count > 0 ? root!.Root.ToJsonString() : null;
    }

    /// <summary>The name of a workflow as an activity type; null: it cannot be used as one.</summary>
    public static string? TypeNameOf(DefinitionRow row) => row.UsableAsActivity ? Words.Pascal(row.Name ?? row.DefinitionId) : null;

    private static JsonNode? RootOf(DefinitionRow row) => JsonNode.Parse(row.Json)!["root"];

    private static bool IsOf(JsonObject activity, string typeName) => activity["type"] is JsonValue type && type.TryGetValue<string>(out var name) && name == typeName;

    private static IEnumerable<JsonObject> ActivitiesIn(JsonNode? node) => node switch
    {
        JsonObject json => json.Select(member => member.Value).SelectMany(ActivitiesIn).Prepend(json),
        JsonArray list => list.SelectMany(ActivitiesIn),
        _ => [],
    };
}
