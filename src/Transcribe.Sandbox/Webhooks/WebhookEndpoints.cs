using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Storage;

namespace Transcribe.Sandbox.Webhooks;

/// <summary>One webhook for each key, told of all its jobs. The service does not publish these bodies; these are the sandbox's own.</summary>
internal sealed class WebhookEndpoints(Store store, CallbackUrls urls, CallbackTransport transport, CallbackOutbox outbox, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/webhooks", (HttpContext http, WebhookEndpoints endpoints) => endpoints.GetAsync(http));
        api.MapPost("/webhooks", (HttpContext http, WebhookEndpoints endpoints) => endpoints.SetAsync(http));
        api.MapDelete("/webhooks", (HttpContext http, WebhookEndpoints endpoints) => endpoints.DeleteAsync(http));
        api.MapPost("/webhooks/test", (HttpContext http, WebhookEndpoints endpoints) => endpoints.TestAsync(http));
    }

    private async Task<Answer> GetAsync(HttpContext http)
    {
        var webhook = await FindAsync(http);
        return Answer.Json(new JsonObject { ["data"] = webhook is null ? [] : new JsonArray(View(webhook)) });
    }

    private async Task<Answer> SetAsync(HttpContext http)
    {
        var body = await http.ReadJsonAsync<WebhookBody>();
        var keyId = Authentication.KeyOf(http).Id;
        var webhook = new WebhookRow
        {
            Id = $"wh_{RandomNumberGenerator.GetHexString(16, lowercase: true)}",
            KeyId = keyId,
            Url = urls.Check(body.Url, "url"),
            Secret = CallbackSigner.NewSecret(),
            CreatedAt = clock.GetUtcNow(),
        };
        await store.WriteAsync(
            async db =>
            {
                await db.Webhooks.Where(row => row.KeyId == keyId).ExecuteDeleteAsync();
                db.Webhooks.Add(webhook);
            },
            http.RequestAborted);

        var view = View(webhook);
        view["secret"] = webhook.Secret;
        return Answer.Json(view, StatusCodes.Status201Created);
    }

    private async Task<Answer> DeleteAsync(HttpContext http)
    {
        var keyId = Authentication.KeyOf(http).Id;
        var count = await store.WriteAsync(db => db.Webhooks.Where(row => row.KeyId == keyId).ExecuteDeleteAsync(), http.RequestAborted);
        return count > 0 ? Answer.Json(new JsonObject { ["deleted"] = true }) : throw ApiErrors.NotFound("A webhook of this key");
    }

    /// <summary>Sends one event now and tells what came of it; it is not tried again.</summary>
    private async Task<Answer> TestAsync(HttpContext http)
    {
        var webhook = await FindAsync(http) ?? throw ApiErrors.NotFound("A webhook of this key");
        var delivery = outbox.Create("webhook.test", new JsonObject { ["webhook_id"] = webhook.Id }, webhook.Url, webhook.Secret, null);
        var error = await transport.SendAsync(delivery, null, http.RequestAborted);
        return Answer.Json(new JsonObject { ["delivered"] = error is null, ["error"] = error });
    }

    private Task<WebhookRow?> FindAsync(HttpContext http)
    {
        var keyId = Authentication.KeyOf(http).Id;
        return store.ReadAsync(db => db.Webhooks.SingleOrDefaultAsync(row => row.KeyId == keyId));
    }

    private static JsonObject View(WebhookRow webhook) => new()
    {
        ["id"] = webhook.Id,
        ["url"] = webhook.Url,
        ["events"] = new JsonArray("transcription.completed", "transcription.failed"),
        ["created_at"] = webhook.CreatedAt.ToString("O"),
    };

    private sealed class WebhookBody
    {
        public string? Url { get; set; }
    }
}
