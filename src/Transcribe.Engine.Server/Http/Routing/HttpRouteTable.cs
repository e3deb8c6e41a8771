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
    private volatile Snapshot _snapshot = new([], new Dictionary<string, HttpEndpointStimulus>());

    /// <summary>Takes the triggers of all published definitions.</summary>
    public void SetTriggers(IEnumerable<TriggerRow> triggers)
    {
        var endpoints = triggers.Where(trigger => trigger.Name == HttpEndpointStimulus.Name)
            .Select(trigger => (trigger.Hash, Stimulus: Read(trigger.Payload)))
            .Where(trigger => trigger.Stimulus is not null)
            .ToList();
        _snapshot = new Snapshot(
            [.. endpoints.Select(endpoint => endpoint.Stimulus!.Path).Distinct().Select(HttpRoute.TryParse).OfType<HttpRoute>().OrderBy(route => route.Precedence)],
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

    /// <summary>The template that a path matches, the most specific one first; the path itself when none does.</summary>
    public string Match(string path, out Dictionary<string, object> values)
    {
        foreach (var route in _snapshot.Routes)
        {
            if (route.TryMatch(path, out values))
                return route.Template;
        }

        foreach (var template in _waiting.Values.Select(entry => entry.Template).Distinct())
        {
            if (HttpRoute.TryParse(template) is { } route && route.TryMatch(path, out values))
                return template;
        }

        values = [];
        return path;
    }

    /// <summary>The endpoint of a stored payload.</summary>
    internal static HttpEndpointStimulus? Read(string? payload) =>
        payload is null ? null : JsonSerializer.Deserialize<HttpEndpointStimulus>(payload, Payloads);

    private sealed record Snapshot(IReadOnlyList<HttpRoute> Routes, IReadOnlyDictionary<string, HttpEndpointStimulus> ByHash);
}
