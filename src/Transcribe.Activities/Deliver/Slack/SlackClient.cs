using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Transcribe.Activities.Deliver.Slack;

/// <summary>The few calls of Slack's Web API that deliveries need.</summary>
internal sealed class SlackClient(IHttpClientFactory http, TimeProvider clock)
{
    private const int MaxAnswerBytes = 1024 * 1024;

    /// <summary>Calls a method with a form, as Slack's older methods want it.</summary>
    public Task<SlackAnswer> CallAsync(SlackSettings settings, string method, IReadOnlyDictionary<string, string> form, CancellationToken cancellationToken) =>
        SendAsync(settings, method, new FormUrlEncodedContent(form), cancellationToken);

    /// <summary>Calls a method with JSON.</summary>
    public Task<SlackAnswer> CallAsync(SlackSettings settings, string method, IReadOnlyDictionary<string, object> body, CancellationToken cancellationToken) =>
        SendAsync(settings, method, JsonContent.Create(body), cancellationToken);

    public async Task<SlackAnswer> PostWebhookAsync(SlackSettings settings, IReadOnlyDictionary<string, object> body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.WebhookUrl) { Content = JsonContent.Create(body) };
        var (response, text) = await ReadAsync(request, cancellationToken);
        using (response)
            return new SlackAnswer(response.StatusCode, response.IsSuccessStatusCode, response.IsSuccessStatusCode ? null : text.Trim(), RetryAfter(response), default);
    }

    /// <summary>Sends the bytes of a file to where Slack said; answers whether it has them.</summary>
    public async Task<SlackAnswer> UploadAsync(Uri address, FileContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.OpenAsync(cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StreamContent(stream) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Content.Headers.ContentLength = content.Length;
        var (response, _) = await ReadAsync(request, cancellationToken);
        using (response)
            return new SlackAnswer(response.StatusCode, response.IsSuccessStatusCode, null, RetryAfter(response), default);
    }

    private async Task<SlackAnswer> SendAsync(SlackSettings settings, string method, HttpContent content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.ApiUrl, method)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.BotToken);
        var (response, text) = await ReadAsync(request, cancellationToken);
        using (response)
            return Parse(response, text);
    }

    private SlackAnswer Parse(HttpResponseMessage response, string text)
    {
        try
        {
            var body = JsonSerializer.Deserialize<JsonElement>(text);
            var isOk = response.IsSuccessStatusCode && body.ValueKind == JsonValueKind.Object && body.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.True;
            var answer = new SlackAnswer(response.StatusCode, isOk, null, RetryAfter(response), body);
            return isOk ? answer : answer with { Error = answer.Text("error") };
        }
        catch (JsonException)
        {
            // A proxy's page, or half an answer.
            return new SlackAnswer(response.StatusCode, false, null, RetryAfter(response), default);
        }
    }

    private async Task<(HttpResponseMessage Response, string Text)> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var client = http.CreateClient(DeliveryHttp.ClientName);
        client.MaxResponseContentBufferSize = MaxAnswerBytes;
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        return (response, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow(),
        _ => null,
    };
}
