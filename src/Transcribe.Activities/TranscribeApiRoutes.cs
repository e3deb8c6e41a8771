using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Deliver.Webhook;
using Transcribe.Activities.Templating;

namespace Transcribe.Activities;

/// <summary>The HTTP API of connections, deliveries and templates, in one place so that the host can say in one place who may call it.</summary>
public static class TranscribeApiRoutes
{
    /// <summary>Where the API is.</summary>
    public const string BasePath = "/api";

    /// <summary>Maps the API. It asks nobody who they are: the host must, on the group that is returned.</summary>
    public static RouteGroupBuilder MapTranscribeApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(BasePath);
        api.MapConnections();
        api.MapDeliveries();
        api.MapWebhookReceivers();
        api.MapTemplates();
        return api;
    }
}
