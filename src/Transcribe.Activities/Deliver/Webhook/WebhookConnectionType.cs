using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Webhook;

/// <summary>A receiver of webhooks.</summary>
internal sealed class WebhookConnectionType(WebhookClient client, TimeProvider clock) : ConnectionType<WebhookSettings>
{
    public override string Name => ConnectionTypes.Webhook;

    public override string DisplayName => "webhook";

    protected override IEnumerable<string> Check(WebhookSettings settings)
    {
        if (settings.Url is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            yield return "url must be an http or https address.";
        if (WebhookSignature.KeyOf(settings.Secret!) is null || (settings.PreviousSecret is { } previous && WebhookSignature.KeyOf(previous) is null))
            yield return "A secret must be whsec_ and 24 to 64 bytes in Base64.";
    }

    protected override async Task<string> TestAsync(WebhookSettings settings, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        using var answer = await client.PostAsync(settings, $"test_{Guid.NewGuid():N}", WebhookEvent.Write("test", now, default), cancellationToken);
        return answer.IsSuccessStatusCode
            ? $"The receiver answered {(int)answer.StatusCode} to an event of the type 'test'."
            : throw new ConnectionTestException($"The receiver answered {(int)answer.StatusCode} to an event of the type 'test'.");
    }
}
