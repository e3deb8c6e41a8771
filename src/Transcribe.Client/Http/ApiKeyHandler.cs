using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace Transcribe.Client.Http;

/// <summary>Adds the key to requests for the API's own origin, and makes sure that no other request carries one.</summary>
internal sealed class ApiKeyHandler(string name, ITranscribeCredentials credentials, IOptionsMonitor<TranscribeClientOptions> monitor) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = ApiOrigin.Owns(monitor.Get(name), request.RequestUri)
            ? new AuthenticationHeaderValue("Bearer", await credentials.GetApiKeyAsync(name, cancellationToken))
            : null;

        return await base.SendAsync(request, cancellationToken);
    }
}
