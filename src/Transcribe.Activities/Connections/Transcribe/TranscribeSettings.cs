using Transcribe.Client;

namespace Transcribe.Activities.Connections;

/// <summary>The settings of a connection to transcribe.so; the rest is as the client has it.</summary>
internal sealed class TranscribeSettings
{
    [Setting("The key, from the vendor's settings page.", IsSecret = true, IsRequired = true)]
    public string ApiKey { get; set; } = string.Empty;

    [Setting("Another address of the API; empty for the vendor's.")]
    public Uri? BaseUrl { get; set; }

    [Setting("Requests a minute that the key may make.")]
    public int? RequestsPerMinute { get; set; }

    [Setting("The secret of the account's webhook, which starts workflows when any transcription of the account ends; empty without one.", IsSecret = true)]
    public string? WebhookSecret { get; set; }

    public void ApplyTo(TranscribeClientOptions options)
    {
        options.ApiKey = ApiKey;
        options.BaseUrl = BaseUrl ?? new TranscribeClientOptions().BaseUrl;
        options.RequestsPerMinute = RequestsPerMinute ?? options.RequestsPerMinute;
    }

    public override string ToString() => nameof(TranscribeSettings);
}
