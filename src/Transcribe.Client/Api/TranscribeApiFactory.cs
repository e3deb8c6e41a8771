using System.Text.Json;
using Microsoft.Extensions.Options;
using Refit;
using Transcribe.Client.DependencyInjection;
using Transcribe.Client.Errors;
using Transcribe.Client.Http;

namespace Transcribe.Client.Api;

/// <summary>Makes the Refit client of a named connection, for one call: handlers are pooled by the HTTP client factory, options are read anew.</summary>
internal sealed class TranscribeApiFactory(IHttpClientFactory http, IOptionsMonitor<TranscribeClientOptions> monitor, TimeProvider clock)
{
    private readonly RefitSettings settings = new(new SystemTextJsonContentSerializer(TranscribeJson.Options))
    {
        // The handlers already made the right exception; Refit shall not wrap it.
        TransportExceptionFactory = (_, error, _) => error,
        DeserializationExceptionFactory = UnreadableAsync,
    };

    public ITranscribeApi Create(string name) => RestService.For<ITranscribeApi>(CreateHttpClient(name), settings);

    /// <summary>The same way to the API without Refit: keyed, limited, with typed errors.</summary>
    public HttpClient CreateHttpClient(string name)
    {
        var client = http.CreateClient(ClientPipeline.HttpClientName(name));
        client.BaseAddress = ApiOrigin.BaseAddress(monitor.Get(name));
        return client;
    }

    public TranscribeClientOptions OptionsOf(string name) => monitor.Get(name);

    public TimeProvider Clock => clock;

    private static ValueTask<Exception?> UnreadableAsync(HttpResponseMessage response, Exception error)
    {
        var fault = new ApiFault { StatusCode = response.StatusCode, RequestId = ApiErrorReader.RequestIdOf(response), Code = "unreadable_answer" };
        var message = $"{ApiOrigin.Describe(response.RequestMessage?.RequestUri)} answered {(int)response.StatusCode} with something that is not this API's JSON; check BaseUrl and any proxy in between."
            + (fault.RequestId is { } id ? $" [request {id}]" : "");
        // The inner message can quote the body; the path within the JSON says enough.
        var detail = error is JsonException json ? new JsonException($"Unexpected JSON at {json.Path ?? "its start"}.") : null;
        return ValueTask.FromResult<Exception?>(new TranscribeApiException(message, fault, detail));
    }
}
