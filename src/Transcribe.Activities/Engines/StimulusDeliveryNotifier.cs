using Microsoft.Extensions.DependencyInjection;
using Transcribe.Activities.Deliver;

namespace Transcribe.Activities.Engines;

/// <summary>Both engines take news as stimuli, and keep those whose waiter is not there yet.</summary>
internal sealed class StimulusDeliveryNotifier(IServiceScopeFactory scopes) : IDeliveryNotifier
{
    public async Task DeliveryEndedAsync(string deliveryId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var sender = scope.ServiceProvider.GetRequiredService<IStimulusSender>();
        await sender.SendAsync(DeliveryActivity.BookmarkName, new DeliveryEndedStimulus(deliveryId), cancellationToken: cancellationToken);
    }
}
