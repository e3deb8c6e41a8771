using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Http;

/// <summary>
/// The paths that triggers and waiting instances have. A path is forgotten only when nobody has it any more: entries are counted,
/// one for each trigger and bookmark.
/// </summary>
internal sealed class HttpRouteTable
{
    private static readonly JsonSerializerOptions Payloads = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private readonly ConcurrentDictionary<string, (string Template, HttpEndpointStimulus Stimulus)> _waiting = new(StringComparer.Ordinal);
    private volatile Snapshot _snapshot = new(new Dictionary<string, HttpRoute[]>(), new Dictionary<string, HttpEndpointStimulus>());

    /// <summary>Takes the triggers of all published definitions.</summary>
    public void SetTriggers(IEnumerable<TriggerRow> triggers)
    {
        var endpoints = triggers.Where(trigger => trigger.Name == HttpEndpointStimulus.Name)
            .Select(trigger => (trigger.Hash, Stimulus: Read(trigger.Payload)))
            .Where(trigger => trigger.Stimulus is not null)
            .ToList();
        _snapshot = new Snapshot(
            endpoints.GroupBy(endpoint => endpoint.Stimulus!.Method, endpoint => endpoint.Stimulus!.Path).ToDictionary(group => group.Key, RoutesOf),
            endpoints.GroupBy(endpoint => endpoint.Hash).ToDictionary(group => group.Key, group => group.First().Stimulus!));
    }

    /// <summary>Takes a bookmark of a waiting instance.</summary>
    public void AddWaiting(string bookmarkId, HttpEndpointStimulus stimulus) => _waiting[bookmarkId] = (stimulus.Path, stimulus);

    /// <summary>Takes a bookmark of a waiting instance from its row.</summary>
    public void AddWaiting(BookmarkRow bookmark)
    {
        if (Read(bookmark.Payload) is { } stimulus)
            AddWaiting(bookmark.Id, stimulus);
    }

    /// <summary>Forgets a bookmark.</summary>
    public void RemoveWaiting(string bookmarkId) => _waiting.TryRemove(bookmarkId, out _);

    /// <summary>The settings of the endpoint that a bookmark waits at.</summary>
    public HttpEndpointStimulus? WaitingStimulus(string bookmarkId) => _waiting.TryGetValue(bookmarkId, out var entry) ? entry.Stimulus : null;

    /// <summary>The settings of the endpoint that a trigger's hash stands for.</summary>
    public HttpEndpointStimulus? TriggerStimulus(string hash) => _snapshot.ByHash.GetValueOrDefault(hash);

    /// <summary>The template that a path matches and that takes the method, the most specific one first; the path itself when none does.</summary>
    public string Match(string path, string method, out Dictionary<string, object> values)
    {
        foreach (var route in _snapshot.ByMethod.GetValueOrDefault(method, []))
        {
            if (route.TryMatch(path, out values))
                return route.Template;
        }

        foreach (var route in RoutesOf(_waiting.Values.Where(entry => entry.Stimulus.Method == method).Select(entry => entry.Template)))
        {
            if (route.TryMatch(path, out values))
                return route.Template;
        }

        values = [];
        return path;
    }

    /// <summary>The endpoint of a stored payload.</summary>
    internal static HttpEndpointStimulus? Read(string? payload) =>
        payload is null ? null : JsonSerializer.Deserialize<HttpEndpointStimulus>(payload, Payloads);

    private static HttpRoute[] RoutesOf(IEnumerable<string> templates) =>
        [.. templates.Distinct().Select(HttpRoute.TryParse).OfType<HttpRoute>().OrderBy(route => route.Precedence)];

    private sealed record Snapshot(IReadOnlyDictionary<string, HttpRoute[]> ByMethod, IReadOnlyDictionary<string, HttpEndpointStimulus> ByHash);
}
