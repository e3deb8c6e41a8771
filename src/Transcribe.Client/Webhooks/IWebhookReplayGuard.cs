namespace Transcribe.Client;

/// <summary>Remembers events, so that one that comes again does nothing. A server that must survive a restart keeps this in its database.</summary>
public interface IWebhookReplayGuard
{
    /// <summary>Remembers the event.</summary>
    /// <returns>True the first time; false for one that was accepted before.</returns>
    ValueTask<bool> TryAcceptAsync(WebhookEvent webhookEvent, CancellationToken cancellationToken = default);
}
