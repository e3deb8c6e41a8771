using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Http;

/// <summary>The settings of an HTTP API.</summary>
internal sealed class HttpSettings
{
    [Setting("The address of the API; calls go to places below it and nowhere else.", IsRequired = true)]
    public Uri? BaseUrl { get; set; }

    [Setting("The header that carries the secret.")]
    public string HeaderName { get; set; } = "Authorization";

    [Setting("The whole value of that header, such as Bearer and a token; empty for an API that wants none.", IsSecret = true)]
    public string? HeaderValue { get; set; }

    /// <summary>The base with the slash that makes relative addresses stay below it.</summary>
    public Uri Root => BaseUrl!.AbsolutePath.EndsWith('/') ? BaseUrl : new Uri(BaseUrl.AbsoluteUri + "/");

    public override string ToString() => nameof(HttpSettings);
}
