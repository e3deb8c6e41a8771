using System.Text.Json;
using System.Text.Json.Nodes;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Server.Studio;

/// <summary>
/// Prepares the activities of a document for the designer, which shows an empty canvas for what it does not know: each gets its node id and
/// version, and one whose type is not installed gets a stand-in, which <see cref="Restore"/> turns back when the document is saved.
/// </summary>
internal sealed class ActivityDocuments(ActivityRegistry registry)
{
    private const string Original = "originalActivityJson";

    // Objects in these members are never activities.
    private static readonly HashSet<string> Opaque = new(StringComparer.Ordinal)
    {
        "expression", "metadata", "customProperties", "memoryReference", "connections", "variables", Original,
    };

    private readonly string _standIn = registry.DescriptorOf(typeof(NotFoundActivity)).TypeName;

    /// <summary>The activity and everything inside it, ready for the designer.</summary>
    public JsonObject Prepare(JsonObject activity) => Prepare(activity, Workflow.DefaultId);

    /// <summary>
    /// The activity and everything inside it, as it was before stand-ins took the place of unknown types. Inputs say their type: the designer
    /// leaves it out, and an upstream server that gets the exported workflow would take them for empty.
    /// </summary>
    public JsonObject Restore(JsonObject activity) => Replace(activity, inner =>
        (string?)inner["type"] == _standIn && (string?)inner[Original] is { } json && JsonNode.Parse(json) is JsonObject original ? Moved(inner, original) : Typed(inner));

    private JsonObject Typed(JsonObject activity)
    {
        if (registry.Find((string?)activity["type"] ?? string.Empty, VersionOf(activity)) is { } descriptor)
            NameTypes(activity, descriptor);
        return activity;
    }

    private JsonObject Prepare(JsonObject activity, string parentNodeId)
    {
        var nodeId = $"{parentNodeId}:{(string?)activity["id"]}";
        var version = VersionOf(activity);
        var descriptor = registry.Find((string?)activity["type"] ?? string.Empty, version);
        var shown = descriptor is null ? StandInFor(activity, version) : activity;
        shown["nodeId"] = nodeId;
        shown["version"] = descriptor?.Version ?? 1;
        shown["customProperties"] ??= new JsonObject();
        shown["metadata"] ??= new JsonObject();
        if (descriptor is null)
            return shown;

        Complete(shown, descriptor);
        if (descriptor.ClrType == typeof(WorkflowDefinitionActivity))
            ShowWorkflow(shown, descriptor);

        ReplaceInside(shown, inner => Prepare(inner, nodeId));
        return shown;
    }

    private static void Complete(JsonObject activity, ActivityDescriptor descriptor)
    {
        NameTypes(activity, descriptor);
        if (descriptor.IsContainer)
        {
            activity["activities"] ??= new JsonArray();
            activity["variables"] ??= new JsonArray();
        }

        foreach (var connection in (activity["connections"] as JsonArray ?? []).OfType<JsonObject>())
        {
            connection["vertices"] ??= new JsonArray();
            Unfold(connection, "source", "sourcePort");
            Unfold(connection, "target", "targetPort");
        }
    }

    private static int VersionOf(JsonObject activity) => activity["version"]?.GetValueKind() == JsonValueKind.Number ? (int)activity["version"]! : 1;

    // A bare object is a value and no wrapper; a type would make it one.
    private static void NameTypes(JsonObject activity, ActivityDescriptor descriptor)
    {
        foreach (var input in descriptor.Inputs.Where(input => input.IsWrapped))
        {
            if (activity[JsonNamingPolicy.CamelCase.ConvertName(input.Name)] is JsonObject value && value["typeName"] is null
                && (value.ContainsKey("typeName") || value.ContainsKey("expression") || value.ContainsKey("memoryReference")))
                value["typeName"] = TypeNames.Of(input.Type);
        }
    }

    // Old files name both ends flatly; the designer draws nothing at all for such a connection.
    private static void Unfold(JsonObject connection, string end, string port)
    {
        if (connection[end]?.GetValueKind() != JsonValueKind.String)
            return;

        var unfolded = new JsonObject { ["activity"] = connection[end]!.DeepClone() };
        if (connection[port]?.GetValueKind() == JsonValueKind.String)
            unfolded["port"] = connection[port]!.DeepClone();
        connection.Remove(port);
        connection[end] = unfolded;
    }

    // The designer looks into the workflow, and offers to take its newest version.
    private void ShowWorkflow(JsonObject activity, ActivityDescriptor descriptor)
    {
        var newest = registry.Descriptors.Where(candidate => candidate.TypeName == descriptor.TypeName).MaxBy(candidate => candidate.Version)!;
        activity["workflowDefinitionId"] = (string)descriptor.CustomProperties["WorkflowDefinitionId"];
        activity["workflowDefinitionVersionId"] = (string)descriptor.CustomProperties["WorkflowDefinitionVersionId"];
        activity["latestAvailablePublishedVersion"] = newest.Version;
        activity["latestAvailablePublishedVersionId"] = (string)newest.CustomProperties["WorkflowDefinitionVersionId"];
    }

    private JsonObject StandInFor(JsonObject activity, int version)
    {
        var type = (string?)activity["type"] ?? "?";
        var metadata = activity["metadata"]?.DeepClone() as JsonObject ?? [];
        metadata["displayText"] = $"Not Found: {type}";
        return new JsonObject
        {
            ["id"] = activity["id"]?.DeepClone(),
            ["name"] = activity["name"]?.DeepClone(),
            ["type"] = _standIn,
            ["missingTypeName"] = type,
            ["missingTypeVersion"] = version,
            [Original] = activity.ToJsonString(),
            ["customProperties"] = activity["customProperties"]?.DeepClone(),
            ["metadata"] = metadata,
        };
    }

    // The designer may have moved a stand-in; its place is all that it can change.
    private static JsonObject Moved(JsonObject standIn, JsonObject original)
    {
        if (standIn["metadata"]?["designer"]?.DeepClone() is { } designer)
        {
            original["metadata"] ??= new JsonObject();
            original["metadata"]!["designer"] = designer;
        }

        return original;
    }

    private static JsonObject Replace(JsonObject activity, Func<JsonObject, JsonObject> change)
    {
        ReplaceInside(activity, inner => Replace(inner, change));
        return change(activity);
    }

    private static void ReplaceInside(JsonNode node, Func<JsonObject, JsonObject> change)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.Where(member => member.Value is JsonObject or JsonArray && !Opaque.Contains(member.Key)).ToList())
                    ReplaceOne(value!, change, replacement => members[name] = replacement);
                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    var index = i;
                    if (items[i] is { } item)
                        ReplaceOne(item, change, replacement => items[index] = replacement);
                }

                break;
        }
    }

    private static void ReplaceOne(JsonNode value, Func<JsonObject, JsonObject> change, Action<JsonNode> put)
    {
        if (!IsActivity(value))
            ReplaceInside(value, change);
        else if (change((JsonObject)value) is { } replacement && replacement != value)
            put(replacement);
    }

    private static bool IsActivity(JsonNode node) =>
        node is JsonObject members && members["type"]?.GetValueKind() == JsonValueKind.String && members["id"]?.GetValueKind() == JsonValueKind.String;
}
