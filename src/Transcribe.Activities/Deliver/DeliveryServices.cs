using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver.Email;
using Transcribe.Activities.Deliver.Http;
using Transcribe.Activities.Deliver.Slack;
using Transcribe.Activities.Deliver.Storage;
using Transcribe.Activities.Deliver.Webhook;
using Transcribe.Activities.Engines;
using Transcribe.Activities.Persistence;
using Transcribe.Shared.Sqlite;

namespace Transcribe.Activities.Deliver;

/// <summary>Registers what sends results somewhere: one method a vendor.</summary>
internal static class DeliveryServices
{
    public static void AddDeliveries(this IServiceCollection services, Func<IServiceProvider, string> connectionString)
    {
        services.AddHttpClient(DeliveryHttp.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
            .RemoveAllLoggers();
        services.AddOutbox(connectionString);
        services.AddStorage();
        services.AddSlack();
        services.AddEmail();
        services.AddWebhooks();
        services.AddHttpApis();
    }

    private static void AddOutbox(this IServiceCollection services, Func<IServiceProvider, string> connectionString)
    {
        services.AddDbContextFactory<OutboxDbContext>((provider, options) => options.UseTables(connectionString(provider), OutboxDbContext.MigrationsTable));
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<Courier>();
        services.TryAddSingleton<IDeliveryNotifier, StimulusDeliveryNotifier>();
        services.AddHostedService<Migrator<OutboxDbContext>>();
        services.AddHostedService<OutboxService>();
    }

    private static void AddStorage(this IServiceCollection services)
    {
        services.AddConnectionType<StorageConnectionType, StorageSettings>();
        services.AddSingleton<IStorageTargets, StorageTargets>();
        services.AddSingleton<IFileOpener, StoredFiles>();
        services.AddSingleton<StorageDelivery>();
        services.AddSingleton<IDeliverySender, StorageSender>();
        services.AddSingleton<StorageChanges>();
        services.AddScoped<IPropertyUIHandler, StorageConnectionOptionsProvider>();
    }

    private static void AddSlack(this IServiceCollection services)
    {
        services.AddConnectionType<SlackConnectionType, SlackSettings>();
        services.AddSingleton<SlackClient>();
        services.AddSingleton<IDeliverySender, SlackSender>();
        services.AddScoped<IPropertyUIHandler, SlackConnectionOptionsProvider>();
    }

    private static void AddEmail(this IServiceCollection services)
    {
        services.AddConnectionType<SmtpConnectionType, SmtpSettings>();
        services.AddSingleton<Mailer>();
        services.AddSingleton<IDeliverySender, EmailSender>();
        services.AddScoped<IPropertyUIHandler, SmtpConnectionOptionsProvider>();
    }

    private static void AddWebhooks(this IServiceCollection services)
    {
        services.AddConnectionType<WebhookConnectionType, WebhookSettings>();
        services.AddSingleton<WebhookClient>();
        services.AddSingleton<StoppedReceivers>();
        services.AddSingleton<IDeliverySender, WebhookSender>();
        services.AddScoped<IPropertyUIHandler, WebhookConnectionOptionsProvider>();
    }

    private static void AddHttpApis(this IServiceCollection services)
    {
        services.AddConnectionType<HttpConnectionType, HttpSettings>();
        services.AddSingleton<HttpApiClient>();
        services.AddScoped<IPropertyUIHandler, HttpConnectionOptionsProvider>();
    }
}
