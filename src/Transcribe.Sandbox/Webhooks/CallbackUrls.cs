using Transcribe.Sandbox.Http;

namespace Transcribe.Sandbox.Webhooks;

internal sealed class CallbackUrls(SandboxOptions options)
{
    /// <summary>The address as it may be called; refuses what the options do not allow.</summary>
    public string Check(string? text, string name)
    {
        var allowed = options.AllowHttpCallbacks ? "http or https" : "https";
        return Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || (options.AllowHttpCallbacks && url.Scheme == Uri.UriSchemeHttp))
                ? url.AbsoluteUri
                : throw ApiErrors.Invalid($"{name} must be an absolute {allowed} address.");
    }
}
