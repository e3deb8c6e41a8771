using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Server.Studio;

/// <summary>
/// Computes the choices of inputs once for many askers: each time an activity is selected, the designer asks some ten times within a
/// second, and a provider may have to ask a server that counts its callers.
/// </summary>
internal sealed class InputChoices(IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int MaxEntries = 500;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>What the editor of an input needs, at most half a minute old.</summary>
    public async Task<JsonObject> GetAsync(ActivityDescriptor activity, InputDescriptor input, Dictionary<string, object?>? context, CancellationToken cancellationToken)
    {
        var key = $"{activity.TypeName} {activity.Version} {input.Name} {JsonSerializer.Serialize(context, StudioJson.Options)}";
        var now = clock.GetUtcNow();
        if (_entries.Count >= MaxEntries)
            _entries.Clear();

        var entry = _entries.AddOrUpdate(key, _ => NewEntry(), (_, known) => known.Expires > now ? known : NewEntry());
        try
        {
            return (JsonObject)(await entry.Value.Value.WaitAsync(cancellationToken)).DeepClone();
        }
        catch (Exception) when (entry.Value is { IsValueCreated: true, Value.IsCompletedSuccessfully: false, Value.IsCompleted: true })
        {
            // A failure is not worth keeping: the next one who asks may have more luck.
            _entries.TryRemove(KeyValuePair.Create(key, entry));
            throw;
        }

        Entry NewEntry() => new(now + Lifetime, new Lazy<Task<JsonObject>>(() => ComputeAsync(input, context)));
    }

    // Whoever asked first may go away; the others still wait, so it has a deadline of its own.
    private async Task<JsonObject> ComputeAsync(InputDescriptor input, Dictionary<string, object?>? context)
    {
        await using var scope = scopes.CreateAsyncScope();
        using var deadline = new CancellationTokenSource(Deadline, clock);
        return new JsonObject(await InputEditors.ComputeAsync(input, context, scope.ServiceProvider, deadline.Token));
    }

    private sealed record Entry(DateTimeOffset Expires, Lazy<Task<JsonObject>> Value);
}
