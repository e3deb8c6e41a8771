using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Engine.Server.Studio;

/// <summary>What the server can do, and its version.</summary>
internal static class FeatureEndpoints
{
    private static readonly FeatureModel[] Installed =
    [
        FeatureModel.Of("Workflows", "Workflows", "Definitions, activities and expressions."),
        FeatureModel.Of("WorkflowManagement", "Workflow management", "Saving, versions, publishing, import and export."),
        FeatureModel.Of("WorkflowRuntime", "Workflow runtime", "Starting, resuming, cancelling and recovering runs."),
        FeatureModel.Of("WorkflowsApi", "Workflows API", "This API."),
        FeatureModel.Of("RealTimeWorkflowUpdates", "Real-time workflow updates", "Live updates of runs, over SignalR."),
        FeatureModel.Of("Http", "HTTP", "Workflows that answer requests and call other servers."),
        FeatureModel.Of("Resilience", "Resilience", "Calls that are repeated when the other side was not there."),
        FeatureModel.Of("Scheduling", "Scheduling", "Delays, timers and schedules."),
        FeatureModel.Of("JavaScript", "JavaScript", "JavaScript expressions."),
        FeatureModel.Of("Liquid", "Liquid", "Liquid expressions."),
    ];

    private static readonly string PackageVersion = typeof(FeatureEndpoints).Assembly.GetName().Version?.ToString(3)
        ?? typeof(FeatureEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    public static void MapFeatures(this IEndpointRouteBuilder api)
    {
        api.MapGet("/features/installed", () => Answers.List(Installed)).RequirePermission(Permission.ReadDescriptors);
        api.MapGet("/features/installed/{fullName}", (string fullName) =>
            Installed.FirstOrDefault(feature => feature.FullName == fullName) is { } feature ? Answers.Ok(feature) : Results.NotFound()).RequirePermission(Permission.ReadDescriptors);
        api.MapGet("/package/version", () => Answers.Ok(new { PackageVersion })).RequirePermission(Permission.ReadDescriptors);
    }
}
