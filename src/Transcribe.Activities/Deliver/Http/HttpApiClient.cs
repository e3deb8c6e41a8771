using System.Net.Http.Headers;
using System.Text;

namespace Transcribe.Activities.Deliver.Http;

/// <summary>One call of an API.</summary>
internal sealed record HttpCall(HttpMethod Method, Uri Address, string? Body, string? ContentType, string? IdempotencyKey);

/// <summary>What came back.</summary>
internal sealed record HttpAnswer(int Status, string Body, bool IsJson);

/// <summary>Calls APIs with the secrets of their connections; redirects are not followed, because they could carry a secret away.</summary>
internal sealed class HttpApiClient(IHttpClientFactory http, TimeProvider clock)
{
    private const int MaxAnswerBytes = 4 * 1024 * 1024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(100);

    /// <exception cref="IOException">There was no answer in time.</exception>
    /// <exception cref="HttpRequestException">The API cannot be reached, or answers too much.</exception>
    public async Task<HttpAnswer> CallAsync(HttpSettings settings, HttpCall call, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var request = new HttpRequestMessage(call.Method, call.Address);
        if (settings.HeaderValue is { } secret)
            request.Headers.TryAddWithoutValidation(settings.HeaderName, secret);
        if (call.IdempotencyKey is { } key)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (call.Body is not null)
            request.Content = new StringContent(call.Body, Encoding.UTF8, MediaTypeHeaderValue.Parse(call.ContentType ?? "application/json"));

        try
        {
            var client = http.CreateClient(DeliveryHttp.ClientName);
            client.MaxResponseContentBufferSize = MaxAnswerBytes;
            using var response = await client.SendAsync(request, either.Token);
            return new HttpAnswer(
                (int)response.StatusCode, await response.Content.ReadAsStringAsync(either.Token),
                response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) == true);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"The API did not answer within {Timeout.TotalSeconds:0} s.", exception);
        }
    }
}
