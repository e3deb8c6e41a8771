using Transcribe.Activities;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver;
using Transcribe.Engine.Server.Http;
using Transcribe.Engine.Server.Identity;
using Transcribe.Workflows.Host.Api;
using Transcribe.Workflows.Host.Recordings;

namespace Transcribe.Workflows.Host.Composition;

/// <summary>The activities with the connection and the storage named <c>default</c>.</summary>
internal static class TranscribeComposition
{
    // In the sandbox nobody shares the rate limit, and the first answer should come soon, with callbacks or without.
    private static readonly TimeSpan SandboxSweep = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SandboxSweepWithCallbacks = TimeSpan.FromSeconds(10);

    public static void AddTranscribe(this WebApplicationBuilder builder, HostSettings settings, TranscribeApi api)
    {
        builder.Services.UseTranscribe(transcribe =>
        {
            transcribe.UseConfiguredConnections(builder.Configuration.GetSection("Connections"));
            transcribe.UseLedger(settings.ConnectionString);
            transcribe.AddLocalFolder(ConnectionNames.Default, settings.FilesFolder);
            transcribe.AddConnection(ConnectionTypes.Smtp, ConnectionNames.Default, new Dictionary<string, string> { ["pickupFolder"] = settings.MailFolder });
            transcribe.AddConnection(ConnectionNames.Default, connection =>
            {
                connection.BaseUrl = api.BaseUrl ?? connection.BaseUrl;
                connection.ApiKey = api.ApiKey;
                builder.Configuration.GetSection("Transcribe").Bind(connection);
            });
            transcribe.ConfigureApprovals(approvals => approvals.PublicBaseUrl = settings.PublicUrl);
            transcribe.ConfigureSpending(spending => builder.Configuration.GetSection("Spending").Bind(spending));
            transcribe.ConfigureRetention(retention => builder.Configuration.GetSection("Retention").Bind(retention));
            if (settings.AcceptsUnknownConnections)
                transcribe.AcceptUnknownConnections();

            // The sandbox stands beside this server and fetches what it offers; the vendor does not.
            if (!api.IsSandbox)
                transcribe.AddOwnRecordings<SampleRecordings>();
            transcribe.ConfigureCallbacks(callbacks => callbacks.PublicBaseUrl = settings.PublicUrl ?? (api.IsSandbox ? settings.LoopbackUrl : null));
            if (api.IsSandbox)
                transcribe.ConfigureWatcher(watcher => (watcher.SweepInterval, watcher.SweepIntervalWithCallbacks) = (SandboxSweep, SandboxSweepWithCallbacks));
        });
        builder.Services.AddHttpClient(DeliveryHttp.ClientName)
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<OutgoingGuard>().CreateHandler());
    }

    /// <summary>Connections, deliveries and templates, each for those who may.</summary>
    public static void MapTranscribe(this WebApplication app) => app.MapTranscribeApi((part, endpoints) =>
    {
        endpoints.RequirePermission(part switch
        {
            TranscribeApiPart.Connections => Permission.ManageConnections,
            TranscribeApiPart.Deliveries => Permission.ManageDeliveries,
            _ => Permission.WriteDefinitions,
        });
        if (part != TranscribeApiPart.Templates)
            endpoints.AuditChanges(AuditComposition.NameOf(part));
    });
}
