using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Server.Studio;

namespace Transcribe.Engine.Server.Realtime;

/// <summary>
/// Live updates for the designer's viewer over SignalR: WebSockets, else long polling. Where a proxy lets neither through, the viewer
/// asks every five seconds.
/// </summary>
public static class RealtimeApi
{
    private const string Hub = "/hubs/workflow-instance";

    // Both are reached from the designer's remote-endpoint, depending on whether it ends in a slash.
    private static readonly string[] Paths = [$"/elsa{Hub}", StudioApi.BasePath + Hub];

    private const int MaxMessageBytes = 4096;

    /// <summary>Adds what live updates need.</summary>
    public static IServiceCollection AddRealtime(this IServiceCollection services)
    {
        services.AddSignalR(hub => hub.MaximumReceiveMessageSize = MaxMessageBytes);
        services.AddSingleton<InstanceUpdates>();
        services.AddSingleton<InstanceObservers>();
        return services;
    }

    /// <summary>Serves the hub, to those who may see runs.</summary>
    public static IEndpointRouteBuilder MapRealtime(this IEndpointRouteBuilder routes)
    {
        foreach (var path in Paths)
            routes.MapHub<InstanceHub>(path).RequirePermission(Permission.ReadInstances);

        return routes;
    }
}
