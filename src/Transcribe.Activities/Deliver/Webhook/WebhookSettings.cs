using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Webhook;

/// <summary>The settings of a receiver of webhooks, as Standard Webhooks has them.</summary>
internal sealed class WebhookSettings
{
    [Setting("The address that events are posted to.", IsRequired = true)]
    public Uri? Url { get; set; }

    [Setting("The secret that events are signed with: whsec_ and 24 to 64 bytes in Base64.", IsSecret = true, IsRequired = true)]
    public string? Secret { get; set; }

    [Setting("The secret before it, which events are signed with too while receivers change over.", IsSecret = true)]
    public string? PreviousSecret { get; set; }

    public override string ToString() => nameof(WebhookSettings);
}
