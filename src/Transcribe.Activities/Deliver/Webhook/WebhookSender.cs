using System.Net;
using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Webhook;

/// <summary>Sends events as Standard Webhooks 1.0.0 says: whatever is no success is tried again on its schedule, except 410.</summary>
internal sealed class WebhookSender(ConnectionSource<WebhookSettings> connections, WebhookClient client, StoppedReceivers stopped, TimeProvider clock) : IDeliverySender
{
    public const string KindName = "webhook";

    private const string Gone = "410";

    public string Kind => KindName;

    /// <summary>The schedule of the specification, after the first attempt at once.</summary>
    public IReadOnlyList<TimeSpan> Schedule { get; } =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10),
        TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    public TimeSpan AttemptTimeout { get; } = TimeSpan.FromSeconds(20);

    public async Task<SendResult> SendAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        var settings = connections.Get(envelope.Connection);
        if (await stopped.FindAsync(envelope.Connection, settings.Url!, cancellationToken) is { } earlier)
            return new SendResult.Rejected($"Nothing is sent to '{envelope.Connection}' since {earlier.StoppedAt:u}: {earlier.Reason}", Gone);

        var content = System.Text.Json.JsonSerializer.Deserialize<WebhookContent>(envelope.Content)!;
        using var answer = await client.PostAsync(settings, envelope.Id, content.Body, cancellationToken);
        if (answer.IsSuccessStatusCode)
            return new SendResult.Delivered(new Dictionary<string, string> { ["status"] = ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture) });

        var status = ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (answer.StatusCode == HttpStatusCode.Gone)
        {
            const string Reason = "the receiver answered 410 Gone. Give the connection another address, or start it again.";
            await stopped.StopAsync(envelope.Connection, settings.Url!, Reason, cancellationToken);
            return new SendResult.Rejected($"Nothing more is sent to '{envelope.Connection}': {Reason}", Gone);
        }

        return new SendResult.TryAgain($"The receiver answered {status}.", RetryAfter(answer), status);
    }

    private TimeSpan? RetryAfter(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow(),
        _ => null,
    };
}

/// <summary>An event as its row keeps it: the very bytes, so that every attempt sends the same.</summary>
internal sealed record WebhookContent(string Body);
