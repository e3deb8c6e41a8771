using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Transcribe.Activities.Deliver.Webhook;

/// <summary>Posts signed events.</summary>
internal sealed class WebhookClient(IHttpClientFactory http, TimeProvider clock)
{
    /// <summary>Posts; the answer's body is nobody's business and is not read.</summary>
    public async Task<HttpResponseMessage> PostAsync(WebhookSettings settings, string id, string body, CancellationToken cancellationToken)
    {
        var (bytes, now) = (Encoding.UTF8.GetBytes(body), clock.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Url) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Sign(SecretsOf(settings), id, now, bytes));
        return await http.CreateClient(DeliveryHttp.ClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private static IEnumerable<string> SecretsOf(WebhookSettings settings) => new[] { settings.Secret!, settings.PreviousSecret! }.Where(secret => !string.IsNullOrEmpty(secret));
}
