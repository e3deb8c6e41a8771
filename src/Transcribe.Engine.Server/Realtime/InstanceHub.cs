using Microsoft.AspNetCore.SignalR;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Realtime;

/// <summary>Where the designer's viewer says which instances it shows. The names are upstream's.</summary>
internal sealed class InstanceHub(InstanceObservers observers, IInstanceStore instances) : Hub
{
    // A page shows one instance; a connection that watches many is no page.
    private const int MaxInstances = 16;

    private const string Watched = nameof(Watched);

    /// <summary>From now on the caller hears of an instance.</summary>
    /// <exception cref="HubException">There is no such instance, or the caller watches too many.</exception>
    public async Task ObserveInstanceAsync(string instanceId)
    {
        var aborted = Context.ConnectionAborted;
        if (await instances.FindAsync(instanceId, aborted) is null)
            throw new HubException("Access denied.");

        var watched = WatchedByCaller();
        if (watched.Contains(instanceId))
            return;
        if (watched.Count == MaxInstances)
            throw new HubException($"A connection watches at most {MaxInstances} instances.");

        await Groups.AddToGroupAsync(Context.ConnectionId, instanceId, aborted);
        watched.Add(instanceId);
        observers.Join(instanceId);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        foreach (var instanceId in WatchedByCaller())
            observers.Leave(instanceId);

        return Task.CompletedTask;
    }

    // One call of a connection runs at a time, so this needs no lock.
    private HashSet<string> WatchedByCaller()
    {
        if (Context.Items[Watched] is not HashSet<string> watched)
            Context.Items[Watched] = watched = new(StringComparer.Ordinal);

        return watched;
    }
}
