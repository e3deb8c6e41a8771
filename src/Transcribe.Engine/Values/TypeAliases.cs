using System.Collections.Concurrent;
using System.Dynamic;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Transcribe.Engine.Values;

/// <summary>
/// The names under which types appear in definitions and persisted values. Only registered types are ever made from JSON: a name
/// in a file cannot load anything else.
/// </summary>
public static class TypeAliases
{
    private static readonly ConcurrentDictionary<string, Type> ByAlias = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<Type, string> ByType = new();

    static TypeAliases()
    {
        (string Alias, Type Type)[] known =
        [
            ("Int16", typeof(short)), ("Int32", typeof(int)), ("Int64", typeof(long)), ("Single", typeof(float)), ("Double", typeof(double)),
            ("Decimal", typeof(decimal)), ("Boolean", typeof(bool)), ("String", typeof(string)), ("Object", typeof(object)),
            ("ByteArray", typeof(byte[])), ("Guid", typeof(Guid)), ("DateTime", typeof(DateTime)), ("DateTimeOffset", typeof(DateTimeOffset)),
            ("TimeSpan", typeof(TimeSpan)), ("Stream", typeof(Stream)), ("Uri", typeof(Uri)), ("JSON", typeof(ExpandoObject)),
            ("JsonElement", typeof(JsonElement)), ("JsonNode", typeof(JsonNode)), ("JsonObject", typeof(JsonObject)), ("JsonArray", typeof(JsonArray)),
            ("StringDictionary", typeof(IDictionary<string, string>)), ("ObjectDictionary", typeof(IDictionary<string, object>)),
            ("StringMap", typeof(Dictionary<string, string>)), ("ObjectMap", typeof(Dictionary<string, object>)),
        ];
        foreach (var (alias, type) in known)
            Register(type, alias);

        ByAlias["Long"] = typeof(long);
    }

    /// <summary>Names a type. A persisted contract: an alias never changes.</summary>
    public static void Register(Type type, string alias)
    {
        ByAlias[alias] = type;
        ByType[type] = alias;
    }

    /// <summary>The alias of a type; null: it has none.</summary>
    public static string? AliasOf(Type type) => ByType.GetValueOrDefault(type);

    /// <summary>The type of an alias, such as <c>Int32</c>, <c>String[]</c>, <c>List&lt;Object&gt;</c> or <c>Int32?</c>; null when unknown.</summary>
    public static Type? Find(string? alias)
    {
        if (string.IsNullOrEmpty(alias))
            return null;

        if (ByAlias.TryGetValue(alias, out var type))
            return type;

        if (alias.EndsWith("[]", StringComparison.Ordinal))
            return Find(alias[..^2])?.MakeArrayType();

        if (alias.EndsWith('?') && Find(alias[..^1]) is { IsValueType: true } inner)
            return typeof(Nullable<>).MakeGenericType(inner);

        return FindCollection(alias);
    }

    private static Type? FindCollection(string alias)
    {
        var open = alias.IndexOf('<');
        if (open < 0 || !alias.EndsWith('>') || Find(alias[(open + 1)..^1]) is not { } item)
            return null;

        Type? definition = alias[..open] switch
        {
            "List" => typeof(List<>),
            "ICollection" => typeof(ICollection<>),
            "IEnumerable" => typeof(IEnumerable<>),
            "IList" => typeof(IList<>),
            "IReadOnlyCollection" => typeof(IReadOnlyCollection<>),
            "IReadOnlyList" => typeof(IReadOnlyList<>),
            "ISet" => typeof(ISet<>),
            "HashSet" => typeof(HashSet<>),
            "Collection" => typeof(System.Collections.ObjectModel.Collection<>),
            _ => null,
        };
        return definition?.MakeGenericType(item);
    }
}
