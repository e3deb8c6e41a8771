using System.Net.Http.Json;

namespace Transcribe.Sandbox.Tests.Support;

public static class Orders
{
    public static Task<HttpResponseMessage> PostAsJsonOrderAsync(this HttpClient client, string url) =>
        client.PostAsJsonAsync("transcriptions", new { source = "external_url", url }, TestContext.Current.CancellationToken);
}
