using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Transcribe.Activities.Approval.Asking;
using Transcribe.Activities.Approval.Deciding;
using Transcribe.Activities.Engines;
using Transcribe.Activities.Persistence;
using Transcribe.Shared.Sqlite;

namespace Transcribe.Activities.Approval;

/// <summary>Registers approvals, and maps where people decide.</summary>
public static class ApprovalServices
{
    internal static void AddApprovals(this IServiceCollection services, Func<IServiceProvider, string> connectionString)
    {
        services.AddDbContextFactory<ApprovalsDbContext>((provider, options) => options.UseTables(connectionString(provider), ApprovalsDbContext.MigrationsTable));
        services.AddSingleton<ApprovalSignal>();
        services.AddSingleton<ApprovalStore>();
        services.AddSingleton<ApprovalLinks>();
        services.AddSingleton<ApprovalRequests>();
        services.AddSingleton<ApprovalDecisions>();
        services.AddSingleton<ApprovalEndpoint>();
        services.AddSingleton<SlackActions>();
        services.AddScoped<IPropertyUIHandler, ApprovalSlackOptionsProvider>();
        services.AddScoped<IPropertyUIHandler, ApprovalMailOptionsProvider>();
        services.TryAddSingleton<IApprovalNotifier, StimulusApprovalNotifier>();
        services.AddHostedService<Migrator<ApprovalsDbContext>>();
        services.AddHostedService<ApprovalService>();
        services.AddOptions<ApprovalOptions>()
            .Validate(x => x.HasUsableAddress, "PublicBaseUrl must be an absolute http or https address without a query.")
            .ValidateOnStart();
    }

    /// <summary>
    /// Serves the pages behind the links, and takes the clicks on buttons in Slack at <c>/callbacks/slack/{connection}</c>. Anonymous: whoever was given a link may
    /// decide, and Slack signs what it sends.
    /// </summary>
    public static IEndpointConventionBuilder MapTranscribeApprovals(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup(string.Empty).AllowAnonymous();
        group.MapMethods(ApprovalOptions.Path, [HttpMethods.Get, HttpMethods.Head], (HttpRequest request, ApprovalEndpoint endpoint, CancellationToken token) => endpoint.ShowAsync(request, token));
        group.MapPost(ApprovalOptions.Path, (HttpRequest request, ApprovalEndpoint endpoint, CancellationToken token) => endpoint.DecideAsync(request, token));
        group.MapPost(ApprovalOptions.SlackPath, (string connection, HttpRequest request, SlackActions actions, CancellationToken token) => actions.ReceiveAsync(connection, request, token));
        return group;
    }
}
