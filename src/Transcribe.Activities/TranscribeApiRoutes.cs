using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Deliver.Webhook;
using Transcribe.Activities.Templating;

namespace Transcribe.Activities;

/// <summary>The parts of the API, each with its own question who may call it.</summary>
public enum TranscribeApiPart
{
    /// <summary>Connections and their secrets, and receivers that were stopped.</summary>
    Connections,

    /// <summary>Deliveries, and sending them again.</summary>
    Deliveries,

    /// <summary>Trying templates.</summary>
    Templates,
}

/// <summary>The HTTP API of connections, deliveries and templates, in one place so that the host can say in one place who may call it.</summary>
public static class TranscribeApiRoutes
{
    /// <summary>Where the API is.</summary>
    public const string BasePath = "/api";

    /// <summary>Maps the API. It asks nobody who they are.</summary>
    /// <param name="routes">The application.</param>
    /// <param name="protect">Says who may call a part.</param>
    public static void MapTranscribeApi(this IEndpointRouteBuilder routes, Action<TranscribeApiPart, IEndpointConventionBuilder> protect)
    {
        var connections = routes.MapGroup(BasePath);
        connections.MapConnections();
        connections.MapWebhookReceivers();
        protect(TranscribeApiPart.Connections, connections);

        var deliveries = routes.MapGroup(BasePath);
        deliveries.MapDeliveries();
        protect(TranscribeApiPart.Deliveries, deliveries);

        var templates = routes.MapGroup(BasePath);
        templates.MapTemplates();
        protect(TranscribeApiPart.Templates, templates);
    }
}
