using System.Collections.Concurrent;
using Transcribe.Activities.Engines;

namespace Transcribe.Activities.Tests.Support;

/// <summary>Stands for the engine: remembers what it was told, and can be down.</summary>
internal sealed class FakeDeliveryNotifier : IDeliveryNotifier
{
    public ConcurrentQueue<string> Told { get; } = new();

    public bool IsDown { get; set; }

    public Task DeliveryEndedAsync(string deliveryId, CancellationToken cancellationToken)
    {
        if (IsDown)
            throw new InvalidOperationException("The engine is down.");

        Told.Enqueue(deliveryId);
        return Task.CompletedTask;
    }
}
