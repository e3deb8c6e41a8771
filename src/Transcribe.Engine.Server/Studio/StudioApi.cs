using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Engine.Server.Studio;

/// <summary>The REST API that Elsa Studio calls: upstream's routes, casing, paging, status codes and error bodies.</summary>
public static class StudioApi
{
    /// <summary>Where the API is; the designer's <c>remote-endpoint</c> is this below the server's address.</summary>
    public const string BasePath = "/elsa/api";

    private const int MaxBodyBytes = 10 * 1024 * 1024;

    /// <summary>Adds what the API needs.</summary>
    public static IServiceCollection AddStudioApi(this IServiceCollection services)
    {
        services.AddSingleton<ActivityMapper>();
        services.AddSingleton<ActivityList>();
        services.AddSingleton<InputChoices>();
        services.AddSingleton<ActivityDocuments>();
        services.AddHttpContextAccessor();
        services.AddSingleton<DefinitionLinks>();
        services.AddSingleton<DefinitionMapper>();
        services.AddSingleton<DefinitionEditor>();
        services.AddSingleton<DeletedVersions>();
        services.AddSingleton<ExecutionMapper>();
        services.AddSingleton<ExecutionCounter>();
        services.AddSingleton<Alterer>();
        services.AddSingleton<AlterationPlans>();
        services.AddSingleton<DashboardReader>();
        services.AddSingleton<PinEditor>();
        return services;
    }

    /// <summary>Serves the API. Each endpoint names the permission that it needs: see <see cref="PermissionEndpoints"/>.</summary>
    public static IEndpointRouteBuilder MapStudioApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(BasePath)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .AddEndpointFilter<StudioErrors>();
        api.MapActivityDescriptors();
        api.MapDescriptors();
        api.MapFeatures();
        api.MapDefinitions();
        api.MapDefinitionChanges();
        api.MapDefinitionFiles();
        api.MapDefinitionBulkActions();
        api.MapDefinitionActions();
        api.MapReferences();
        api.MapSubgraphs();
        api.MapRuns();
        api.MapStimuli();
        api.MapInstances();
        api.MapVariables();
        api.MapInstanceChanges();
        api.MapInstanceFiles();
        api.MapExecutions();
        api.MapRuntime();
        api.MapTests();
        api.MapScripting();
        api.MapAlterations();
        api.MapDashboard();
        api.MapResilience();
        api.MapSchedules();
        api.MapPausedWorkflows();
        api.MapTestUrls();
        api.MapReplays();
        api.MapPins();
        api.Map("/{**unknown}", UnknownRoutes.Answer).OpenToSignedIn("There is nothing here.");
        return routes;
    }
}
