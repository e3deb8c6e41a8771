using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Hands over what is durable and what nobody may know of: instances that are to run, stimuli that are to be delivered.</summary>
internal sealed class UnfinishedWork(IInstanceStore instances, IStimulusStore stimuli, InstanceLocks locks, WorkQueue queue)
{
    /// <summary>The instances that nobody but the engine will continue, or end.</summary>
    public async Task<IReadOnlyList<string>> ListInstancesAsync(CancellationToken cancellationToken) =>
        [.. await instances.ListUnfinishedBurstsAsync(cancellationToken), .. await instances.ListOrphansAsync(cancellationToken)];

    /// <summary>Hands everything over to the background.</summary>
    public async Task EnqueueAsync(CancellationToken cancellationToken)
    {
        // Whoever holds an instance's lock knows of it.
        foreach (var id in await ListInstancesAsync(cancellationToken))
        {
            if (!locks.IsHeld(id))
                queue.Enqueue(new ContinueInstance(id));
        }

        foreach (var stimulus in await stimuli.ListAssignedAsync(cancellationToken))
            queue.Enqueue(new DeliverStimulus(stimulus.Id));
    }
}
