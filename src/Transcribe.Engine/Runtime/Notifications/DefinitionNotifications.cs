using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Tells of definitions: before a change what could keep it from being made, after it, when it counts, what was made.</summary>
internal sealed class DefinitionNotifications(NotificationSender sender, ILogger<DefinitionNotifications> logger)
{
    private readonly ConcurrentQueue<Func<Task>> _untold = new();

    /// <summary>Asks whether a version may be published; who is against it throws.</summary>
    public Task PublishingAsync(DefinitionRow version, CancellationToken cancellationToken) =>
        sender.SendAsync(new WorkflowDefinitionPublishing(version), cancellationToken);

    /// <summary>Notes that a version was published, with its triggers.</summary>
    public void Published(DefinitionRow version, IReadOnlyList<TriggerRow> triggers, TriggerSnapshot before)
    {
        Note(new WorkflowDefinitionPublished(version));
        TriggersChanged(version.DefinitionId, triggers, before);
    }

    /// <summary>Notes that nothing starts a definition any more.</summary>
    public void TriggersGone(string definitionId, TriggerSnapshot before) => TriggersChanged(definitionId, [], before);

    /// <summary>Notes something to tell when it counts.</summary>
    public void Note<T>(T notification)
        where T : INotification => _untold.Enqueue(() => sender.SendAsync(notification));

    /// <summary>Tells what is noted. It has happened: what a handler throws changes nothing.</summary>
    public async Task TellAsync()
    {
        while (_untold.TryDequeue(out var tell))
        {
            try
            {
                await tell();
            }
            catch (Exception exception)
            {
                Log.DefinitionNotificationFailed(logger, exception);
            }
        }
    }

    private void TriggersChanged(string definitionId, IReadOnlyList<TriggerRow> triggers, TriggerSnapshot before)
    {
        var earlier = before.All.Where(trigger => trigger.DefinitionId == definitionId).ToList();
        if (earlier.Count + triggers.Count == 0)
            return;

        Note(new WorkflowTriggersIndexed(definitionId, Missing(triggers, earlier), Missing(earlier, triggers), [.. triggers.Except(Missing(triggers, earlier))]));
    }

    private static List<TriggerRow> Missing(IEnumerable<TriggerRow> of, IReadOnlyList<TriggerRow> among) =>
        [.. of.Where(trigger => !among.Any(other => other.ActivityId == trigger.ActivityId && other.Hash == trigger.Hash))];
}
