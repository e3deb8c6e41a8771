namespace Transcribe.Activities.Engines;

/// <summary>Tells the engine that a delivery which a run waits for has ended.</summary>
internal interface IDeliveryNotifier
{
    /// <summary>Resumes whoever waits; returns when the engine has taken the news durably, throws when it could not, and is then called again.</summary>
    Task DeliveryEndedAsync(string deliveryId, CancellationToken cancellationToken);
}
