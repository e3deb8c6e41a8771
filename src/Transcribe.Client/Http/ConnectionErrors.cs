namespace Transcribe.Client.Http;

/// <summary>What a person can do about a broken connection.</summary>
internal static class ConnectionErrors
{
    public static TranscribeException Create(HttpRequestException error, string host) => error.HttpRequestError switch
    {
        HttpRequestError.ConfigurationLimitExceeded =>
            new TranscribeException($"The answer of {host} is larger than MaxResponseBytes allows and was not read.", error),
        HttpRequestError.NameResolutionError =>
            NotSent($"The host name {host} is unknown; check BaseUrl and the network's name service.", host, error),
        HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError =>
            NotSent($"{host} cannot be reached; check that it runs, and that a firewall or a proxy lets this machine through.", host, error),
        HttpRequestError.SecureConnectionError =>
            NotSent($"No secure connection to {host} could be made; check its certificate and this machine's clock.", host, error),
        _ => new TranscribeConnectionException($"The connection to {host} broke off before the answer was complete.", host, error),
    };

    private static TranscribeConnectionException NotSent(string message, string host, Exception error) => new(message, host, error) { NotSent = true };
}
