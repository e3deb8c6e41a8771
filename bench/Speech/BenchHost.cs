using System.Collections.Concurrent;
using Microsoft.AspNetCore.DataProtection;
using Transcribe.Activities;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Ledger.Callbacks;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Runtime;

namespace Transcribe.Bench.Speech;

/// <summary>The engine with the activities, as the host composes them: over one SQLite file, with the clock of the vendor.</summary>
internal sealed class BenchHost : IAsyncDisposable
{
    public const string Database = "host.db";

    // Only the clock is fast, not the machine: what is a deadline for an answer elsewhere must not be one here.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly WebApplication _app;

    private BenchHost(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public Arrivals Arrivals => Services.GetRequiredService<Arrivals>();

    /// <summary>When the callback of a ledger row came, in real time.</summary>
    public ConcurrentDictionary<string, long> Callbacks { get; } = new();

    public static async Task<BenchHost> StartAsync(string folder, TimeProvider clock, Vendor vendor, bool callsBack = false, int requestsPerMinute = 60, Uri? api = null,
        Action<TranscribeActivitiesBuilder>? configure = null)
    {
        var address = $"http://127.0.0.1:{Ports.Free()}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(address);
        var connectionString = $"Data Source={Path.Combine(folder, Database)}";
        builder.Services.AddSingleton(clock).AddSingleton<Arrivals>();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddActivity<Arrived>();
        builder.Services.AddWorkflowEngine(engine => engine.ConnectionString = connectionString);
        builder.Services.UseTranscribe(transcribe =>
        {
            transcribe.UseLedger(connectionString);
            transcribe.AddLocalFolder(ConnectionNames.Default, Path.Combine(folder, "files"));
            transcribe.AddConnection(ConnectionNames.Default, connection =>
            {
                (connection.BaseUrl, connection.ApiKey, connection.RequestsPerMinute) = (api ?? vendor.Address, vendor.Key, requestsPerMinute);
                (connection.AttemptTimeout, connection.TotalTimeout, connection.ConnectTimeout) = (Patience, Patience, Patience);
            });
            if (callsBack)
                transcribe.ConfigureCallbacks(callbacks => callbacks.PublicBaseUrl = new Uri(address));
            configure?.Invoke(transcribe);
        });

        var host = new BenchHost(builder.Build());
        host._app.Use(host.NoteCallback);
        host._app.MapTranscribeCallbacks();
        await host._app.StartAsync();
        foreach (var definition in Workloads.All)
            await host.Services.GetRequiredService<DefinitionCatalog>().SaveAsync(definition, publish: true);

        return host;
    }

    /// <summary>Starts a run; returns when it waits.</summary>
    public Task<WorkflowRun> RunAsync(string workflow, object input) => Services.GetRequiredService<IWorkflowRuntime>().StartAsync(
        new StartWorkflowRequest { DefinitionId = workflow, Input = new Dictionary<string, object> { [Workloads.Input] = input } });

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private Task NoteCallback(HttpContext http, RequestDelegate next)
    {
        Callbacks.TryAdd(http.Request.Path.Value!.Split('/')[^1], TimeProvider.System.GetTimestamp());
        return next(http);
    }
}
