using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Hands over what is durable and what nobody may know of: instances that are to run, stimuli that are to be delivered.</summary>
internal sealed class UnfinishedWork(IInstanceStore instances, IStimulusStore stimuli, InstanceLocks locks, WorkQueue queue)
{
    public async Task EnqueueAsync(CancellationToken cancellationToken)
    {
        // Whoever holds an instance's lock knows of it.
        foreach (var id in await instances.ListUnfinishedBurstsAsync(cancellationToken))
        {
            if (!locks.IsHeld(id))
                queue.Enqueue(new ContinueInstance(id));
        }

        foreach (var stimulus in await stimuli.ListAssignedAsync(cancellationToken))
            queue.Enqueue(new DeliverStimulus(stimulus.Id));
    }
}
