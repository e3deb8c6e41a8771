using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using Transcribe.Engine.Server.Studio;

namespace Transcribe.Engine.Server.Realtime;

/// <summary>Tells those who watch an instance what changed; the names of the messages are upstream's.</summary>
internal sealed class InstanceUpdates(IHubContext<InstanceHub> hub, ExecutionCounter counter, TimeProvider clock, ILogger<InstanceUpdates> logger)
{
    // Fast enough to look live, slow enough for a page that asks for the journal after each.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // Whoever takes longer reads nothing; its connection ends by itself, and the others must not wait for that.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    /// <summary>Sends an update whenever there are news, at most four a second, until there can be none any more.</summary>
    public async Task SendAsync(string instanceId, ChannelReader<bool> news)
    {
        await foreach (var _ in news.ReadAllAsync())
        {
            await TrySendAsync(instanceId);
            await Task.Delay(Pause, clock);
        }
    }

    private async Task TrySendAsync(string instanceId)
    {
        using var deadline = new CancellationTokenSource(Deadline, clock);
        try
        {
            var stats = await counter.CountAsync(instanceId, [], deadline.Token);
            var watchers = hub.Clients.Group(instanceId);
            await watchers.SendAsync("ActivityExecutionLogUpdatedAsync", new { stats }, deadline.Token);
            await watchers.SendAsync("WorkflowExecutionLogUpdatedAsync", new { }, deadline.Token);
            await watchers.SendAsync("WorkflowInstanceUpdatedAsync", new { workflowInstanceId = instanceId }, deadline.Token);
        }
        catch (Exception exception)
        {
            Log.UpdateMissed(logger, instanceId, exception);
        }
    }
}
