using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Transcribe.Activities.Deliver.Webhook;

/// <summary>Receivers over HTTP: to start one again that answered 410.</summary>
internal static class WebhookEndpoints
{
    public static void MapWebhookReceivers(this IEndpointRouteBuilder api) => api.MapPost(
        "/webhook-receivers/{connection}/start",
        async (string connection, StoppedReceivers stopped, CancellationToken cancellationToken) =>
            await stopped.StartAsync(connection, cancellationToken)
                ? Results.NoContent()
                : ApiAnswers.NotFound($"No receiver of the webhook connection '{connection}' was stopped."));
}
