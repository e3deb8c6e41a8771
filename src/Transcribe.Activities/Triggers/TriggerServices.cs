using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Activities.Persistence;
using Transcribe.Shared.Sqlite;

namespace Transcribe.Activities.Triggers;

/// <summary>Registers the triggers and what looks for what they wait for.</summary>
public static class TriggerServices
{
    internal static void AddTriggers(this IServiceCollection services, Func<IServiceProvider, string> connectionString)
    {
        services.AddDbContextFactory<TriggersDbContext>((provider, options) => options.UseTables(connectionString(provider), TriggersDbContext.MigrationsTable));
        services.AddHostedService<Migrator<TriggersDbContext>>();
        services.AddSingleton<ArrivalStore>();
        services.AddSingleton<FeedReader>();
        services.AddSingleton<IWatch, FolderWatch>();
        services.AddSingleton<IWatch, FeedWatch>();
        services.AddSingleton<AccountWebhook>();
        services.AddHostedService<WatchService>();
    }

    /// <summary>
    /// Takes the webhooks of accounts at transcribe.so: 202 once the runs are durable, 401 for a signature that is not right, 413 for what is too large, 503 for
    /// what is to be sent again. Anonymous: the signature is the authentication.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">A route with <c>{connection}</c>.</param>
    public static IEndpointConventionBuilder MapTranscribeAccountWebhooks(this IEndpointRouteBuilder endpoints, string pattern = "/callbacks/transcribe-account/{connection}") =>
        endpoints.MapPost(pattern, (string connection, HttpRequest request, AccountWebhook webhook, CancellationToken cancellationToken) =>
            webhook.ReceiveAsync(connection, request, cancellationToken)).AllowAnonymous();
}
