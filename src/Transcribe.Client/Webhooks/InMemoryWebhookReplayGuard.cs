namespace Transcribe.Client;

/// <summary>Remembers events in memory, each for a while.</summary>
/// <param name="clock">Measures the while.</param>
/// <param name="memory">
/// How long an event is remembered; at least twice <see cref="WebhookOptions.Tolerance"/>, since a signed time may lie that far on either side.
/// </param>
public sealed class InMemoryWebhookReplayGuard(TimeProvider clock, TimeSpan memory) : IWebhookReplayGuard
{
    private readonly Lock gate = new();
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Queue<(string Key, DateTimeOffset Forget)> order = new();

    /// <inheritdoc/>
    public ValueTask<bool> TryAcceptAsync(WebhookEvent webhookEvent, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = clock.GetUtcNow();

        lock (gate)
        {
            while (order.TryPeek(out var oldest) && oldest.Forget <= now)
                known.Remove(order.Dequeue().Key);

            if (!known.Add(webhookEvent.Key))
                return ValueTask.FromResult(false);

            order.Enqueue((webhookEvent.Key, now + memory));
            return ValueTask.FromResult(true);
        }
    }
}
