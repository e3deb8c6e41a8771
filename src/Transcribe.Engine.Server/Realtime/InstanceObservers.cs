using System.Collections.Concurrent;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Realtime;

/// <summary>
/// Knows which instances are watched. While none is, it does not listen to commits at all; while one is, a commit costs a look into a
/// dictionary, and whatever it causes happens elsewhere.
/// </summary>
internal sealed class InstanceObservers(IInstanceStore instances, InstanceUpdates updates) 
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, Observation> _watched = new(StringComparer.Ordinal);

    /// <summary>One more watches an instance; it hears at once how the instance stands, in case something happened since it looked.</summary>
    public void Join(string instanceId)
    {
        lock (_gate)
        {
            if (_watched.IsEmpty)
                instances.Committed += OnCommitted;

            var observation = _watched.GetOrAdd(instanceId, id => new Observation(id, updates));
            observation.Observers++;
            observation.Note();
        }
    }

    /// <summary>One less watches an instance.</summary>
    public void Leave(string instanceId)
    {
        lock (_gate)
        {
            if (!_watched.TryGetValue(instanceId, out var observation) || --observation.Observers > 0)
                return;

            _watched.TryRemove(instanceId, out _);
            observation.End();
            if (_watched.IsEmpty)
                instances.Committed -= OnCommitted;
        }
    }

    private void OnCommitted(object? sender, InstanceCommittedEventArgs commit)
    {
        if (_watched.TryGetValue(commit.WorkflowInstanceId, out var observation))
            observation.Note();
    }
}
