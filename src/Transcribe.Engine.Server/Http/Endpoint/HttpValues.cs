using Microsoft.Extensions.Primitives;

namespace Transcribe.Engine.Server.Http;

/// <summary>Headers, queries and forms as values of a run.</summary>
internal static class HttpValues
{
    /// <summary>A single value as text, several as a list.</summary>
    public static Dictionary<string, object> Of(IEnumerable<KeyValuePair<string, StringValues>> pairs) =>
        pairs.ToDictionary(pair => pair.Key, pair => pair.Value.Count == 1 ? pair.Value[0] ?? string.Empty : (object)pair.Value.ToArray(), StringComparer.OrdinalIgnoreCase);
}
