using Transcribe.Activities;
using Transcribe.Activities.Connections;
using Transcribe.Workflows.Host.Api;

namespace Transcribe.Workflows.Host.Composition;

/// <summary>The activities with the connection and the storage named <c>default</c>.</summary>
internal static class TranscribeComposition
{
    // In the sandbox nobody shares the rate limit, and the first answer should come soon.
    private static readonly TimeSpan SandboxSweep = TimeSpan.FromSeconds(2);

    public static void AddTranscribe(this WebApplicationBuilder builder, HostSettings settings, TranscribeApi api) =>
        builder.Services.UseTranscribe(transcribe =>
        {
            transcribe.UseLedger($"Data Source={settings.DatabasePath}");
            transcribe.AddLocalFolder(ConnectionNames.Default, settings.FilesFolder);
            transcribe.AddConnection(ConnectionNames.Default, connection =>
            {
                connection.BaseUrl = api.BaseUrl ?? connection.BaseUrl;
                connection.ApiKey = api.ApiKey;
                builder.Configuration.GetSection("Transcribe").Bind(connection);
            });
            transcribe.ConfigureCallbacks(callbacks => callbacks.PublicBaseUrl = settings.PublicUrl);
            if (api.IsSandbox)
                transcribe.ConfigureWatcher(watcher => watcher.SweepInterval = SandboxSweep);
        });
}
