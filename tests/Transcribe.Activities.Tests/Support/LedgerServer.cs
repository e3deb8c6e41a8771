using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Transcribe.Activities.Ledger.Api;
using Transcribe.Activities.Transcription.Batches;
using Transcribe.Activities.Transcription.Money;

namespace Transcribe.Activities.Tests.Support;

/// <summary>The ledger's API on a free port, over the services of a workbench.</summary>
internal sealed class LedgerServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LedgerServer(WebApplication app) => (_app, Client) = (app, new HttpClient());

    public HttpClient Client { get; }

    public static async Task<LedgerServer> StartAsync(Workbench bench)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(bench.Get<LedgerReader>()).AddSingleton(bench.Get<LedgerTranscripts>())
            .AddSingleton(bench.Get<BatchStore>()).AddSingleton(bench.Get<SubmissionHolds>());
        var server = new LedgerServer(builder.Build());
        server._app.MapTranscribeLedger("/t");
        server._app.MapTranscribeLedgerActions("/t");
        await server._app.StartAsync(Workbench.Token);
        server.Client.BaseAddress = new Uri(server._app.Urls.Single());
        return server;
    }

    public async Task<JsonElement> GetAsync(string path) => await Client.GetFromJsonAsync<JsonElement>(path, Workbench.Token);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
