using System.Text.Json;
using System.Text.Json.Nodes;

namespace Transcribe.Engine.Server.Tests.Support;

/// <summary>Which members a JSON text has and of which kind, whatever their values: <c>items[].createdAt: Moment</c>.</summary>
internal sealed class JsonShape
{
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);

    private JsonShape(JsonNode? node) => Visit(string.Empty, node);

    /// <summary>How <paramref name="actual"/> differs from <paramref name="expected"/>: members missing, unknown, or of another kind.</summary>
    /// <param name="expected">What upstream answered.</param>
    /// <param name="actual">What we answer.</param>
    /// <param name="except">Places, with everything below, that may differ.</param>
    public static IReadOnlyList<string> Differences(JsonNode? expected, JsonNode? actual, params string[] except)
    {
        var (there, here) = (new JsonShape(expected), new JsonShape(actual));
        return [.. there.MissingIn(here).Concat(here.UnknownTo(there)).Where(difference => !Array.Exists(except, place => IsBelow(difference.Path, place)))
            .Select(difference => $"{difference.Path}: {difference.What}")];
    }

    private static bool IsBelow(string path, string place) =>
        path == place || path.StartsWith(place + ".", StringComparison.Ordinal) || path.StartsWith(place + "[", StringComparison.Ordinal);

    private IEnumerable<(string Path, string What)> MissingIn(JsonShape other)
    {
        foreach (var (path, place) in _places)
        {
            var isAlwaysThere = place.Parent is { } parent && _places[parent].Objects > 0 && place.Count == _places[parent].Objects;
            if (isAlwaysThere && other._places.TryGetValue(place.Parent!, out var owner) && owner.Objects > (other._places.GetValueOrDefault(path)?.Count ?? 0))
                yield return (path, "missing");
        }
    }

    private IEnumerable<(string Path, string What)> UnknownTo(JsonShape other)
    {
        foreach (var (path, place) in _places)
        {
            if (!other._places.TryGetValue(path, out var known))
            {
                if (place.Parent is { } parent && other._places.TryGetValue(parent, out var owner) && owner.Kinds.Contains("Object"))
                    yield return (path, "unknown");
            }
            else if (!known.Kinds.IsSupersetOf(place.Kinds) && !known.Kinds.SetEquals(["Null"]))
                yield return (path, $"{string.Join('|', place.Kinds)} instead of {string.Join('|', known.Kinds)}");
        }
    }

    private void Visit(string path, JsonNode? node, string? parent = null)
    {
        if (!_places.TryGetValue(path, out var place))
            _places[path] = place = new Place(parent);

        place.Count++;
        place.Kinds.Add(KindOf(node));
        if (node is JsonObject members)
        {
            place.Objects++;
            foreach (var (name, value) in members)
                Visit(path.Length == 0 ? name : $"{path}.{name}", value, path);
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items)
                Visit(path + "[]", item, path);
        }
    }

    private static string KindOf(JsonNode? node) => node?.GetValueKind() switch
    {
        null => "Null",
        JsonValueKind.True or JsonValueKind.False => "Boolean",
        JsonValueKind.String when DateTimeOffset.TryParse((string)node!, out _) && ((string)node!).Contains('T') => "Moment",
        { } kind => kind.ToString(),
    };

    private sealed class Place(string? parent)
    {
        public string? Parent { get; } = parent;

        public int Count { get; set; }

        public int Objects { get; set; }

        public HashSet<string> Kinds { get; } = [];
    }
}
