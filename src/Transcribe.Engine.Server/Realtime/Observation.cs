using System.Threading.Channels;

namespace Transcribe.Engine.Server.Realtime;

/// <summary>An instance that is watched. Any number of commits while an update is under way cause one more update.</summary>
internal sealed class Observation
{
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public Observation(string instanceId, InstanceUpdates updates) => _ = Task.Run(() => updates.SendAsync(instanceId, _news.Reader));

    /// <summary>How many watch it; guarded by the lock of <see cref="InstanceObservers"/>.</summary>
    public int Observers { get; set; }

    /// <summary>Something happened. Never waits.</summary>
    public void Note() => _news.Writer.TryWrite(true);

    /// <summary>Nobody watches any more.</summary>
    public void End() => _news.Writer.TryComplete();
}
