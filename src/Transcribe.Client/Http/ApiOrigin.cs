namespace Transcribe.Client.Http;

/// <summary>The one place the key may go to: scheme, host and port of the configured address.</summary>
internal static class ApiOrigin
{
    public const string Prefix = "/api/v1";

    public static bool Owns(TranscribeClientOptions options, Uri? target) =>
        target is { IsAbsoluteUri: true } && options.BaseUrl is { } own
        && Uri.Compare(own, target, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>Address of the API, without a slash at its end.</summary>
    public static Uri BaseAddress(TranscribeClientOptions options) => new(options.BaseUrl!.GetLeftPart(UriPartial.Path).TrimEnd('/') + Prefix);

    /// <summary>Host and port for messages: never a path or a query, which may be signed.</summary>
    public static string Describe(Uri? target) => target is { IsAbsoluteUri: true } ? target.Authority : "an unknown host";
}
