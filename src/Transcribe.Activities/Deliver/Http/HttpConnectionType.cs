using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Http;

/// <summary>An HTTP API.</summary>
internal sealed class HttpConnectionType(HttpApiClient client) : ConnectionType<HttpSettings>
{
    public override string Name => ConnectionTypes.Http;

    public override string DisplayName => "HTTP";

    protected override IEnumerable<string> Check(HttpSettings settings)
    {
        if (settings.BaseUrl is not { IsAbsoluteUri: true, Scheme: "http" or "https", Query.Length: 0, UserInfo.Length: 0 })
            yield return "baseUrl must be an http or https address without user and query.";
        if (settings.HeaderName.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-'))
            yield return "headerName must be the name of a header.";
    }

    protected override async Task<string> TestAsync(HttpSettings settings, CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync(settings, new HttpCall(HttpMethod.Get, settings.Root, null, null, null), cancellationToken);
        return answer.Status is 401 or 403 or >= 500
            ? throw new ConnectionTestException($"The API answered {answer.Status} to GET {settings.Root}.")
            : $"The API answered {answer.Status} to GET {settings.Root}.";
    }
}
