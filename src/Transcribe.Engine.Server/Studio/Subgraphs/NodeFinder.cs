using System.Text.Json.Nodes;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Finds activities of a prepared document by node id.</summary>
internal static class NodeFinder
{
    private const string Root = "Root";

    /// <summary>The activities from the root to the one with a node id, each with the member that holds it; empty: there is none.</summary>
    public static IReadOnlyList<NodeModel> FindPath(JsonObject root, string nodeId)
    {
        var path = new List<NodeModel>();
        return Find(root, Root, nodeId, path) ? path : [];
    }

    /// <summary>The activity with an id; null: there is none.</summary>
    public static JsonObject? Find(JsonNode? node, string id) => node switch
    {
        JsonObject activity when activity.Text("id") == id && activity.Text("nodeId") is not null => activity,
        JsonObject members => members.Select(member => Find(member.Value, id)).FirstOrDefault(found => found is not null),
        JsonArray items => items.Select(item => Find(item, id)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static bool Find(JsonNode? node, string port, string nodeId, List<NodeModel> path)
    {
        switch (node)
        {
            case JsonObject members when members.Text("nodeId") is { } id:
                // A node id is the path of activity ids, so most of the tree need not be looked at.
                if (id != nodeId && !nodeId.StartsWith(id + ":", StringComparison.Ordinal))
                    return false;

                path.Add(new NodeModel(id, port, members));
                if (id == nodeId || FindInside(members, nodeId, path))
                    return true;

                path.RemoveAt(path.Count - 1);
                return false;
            case JsonObject members:
                return FindInside(members, nodeId, path);
            case JsonArray items:
                return items.Any(item => Find(item, port, nodeId, path));
            default:
                return false;
        }
    }

    private static bool FindInside(JsonObject members, string nodeId, List<NodeModel> path) =>
        members.Any(member => Find(member.Value, char.ToUpperInvariant(member.Key[0]) + member.Key[1..], nodeId, path));
}
