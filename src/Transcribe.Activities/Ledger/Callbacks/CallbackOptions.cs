using Transcribe.Client;

namespace Transcribe.Activities.Ledger.Callbacks;

/// <summary>Where the vendor's callbacks arrive and how they are checked.</summary>
public sealed class CallbackOptions
{
    /// <summary>
    /// The address under which the vendor reaches this server, such as <c>https://flows.example.com/</c>; https, or http to this machine, where only a sandbox calls. Default: none, and then no job asks for
    /// a callback.
    /// </summary>
    public Uri? PublicBaseUrl { get; set; }

    /// <summary>The path below the address; <c>{jobKey}</c> stands for the job. Default <c>/callbacks/transcribe/{jobKey}</c>. A mapping with another pattern must be told here too.</summary>
    public string Pattern { get; set; } = DefaultPattern;

    /// <summary>Largest body that is read, in bytes. Default 64 KiB.</summary>
    public int MaxBodyBytes { get; set; } = 64 * 1024;

    /// <summary>How callbacks are signed, which the vendor does not publish. Default: HMAC-SHA-256 of the body in <c>X-Transcribe-Signature</c>.</summary>
    public WebhookOptions Signature { get; set; } = new();

    internal const string JobKey = "jobKey";

    internal const string DefaultPattern = "/callbacks/transcribe/{jobKey}";

    internal bool HasUsableAddress => PublicBaseUrl is null
        || (PublicBaseUrl is { IsAbsoluteUri: true, Query: "" } && (PublicBaseUrl.Scheme == Uri.UriSchemeHttps || PublicBaseUrl is { Scheme: "http", IsLoopback: true }));

    internal Uri? AddressOf(string ledgerId) =>
        PublicBaseUrl is null ? null : new Uri(PublicBaseUrl.AbsoluteUri.TrimEnd('/') + Pattern.Replace("{" + JobKey + "}", ledgerId));
}
