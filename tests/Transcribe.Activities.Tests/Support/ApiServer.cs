using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Deliver.Webhook;
using Transcribe.Activities.Templating;

namespace Transcribe.Activities.Tests.Support;

/// <summary>The API of the activities on a free port, over the services of a workbench.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client = new();

    private ApiServer(WebApplication app) => _app = app;

    public static async Task<ApiServer> StartAsync(Workbench bench)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        foreach (var service in Services)
            builder.Services.AddSingleton(service, _ => bench.Services.GetRequiredService(service));

        var api = new ApiServer(builder.Build());
        api._app.MapTranscribeApi((_, _) => { });
        await api._app.StartAsync(Workbench.Token);
        api._client.BaseAddress = new Uri(api._app.Urls.Single() + "/api/");
        return api;
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null) =>
        _client.SendAsync(new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) }, Workbench.Token);

    public async Task<string> GetAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(Workbench.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    // The bench keeps them: what a web server made itself, it would also dispose.
    private static readonly Type[] Services = [typeof(ConnectionManager), typeof(Outbox), typeof(StoppedReceivers), typeof(TemplateRenderer), typeof(IDbContextFactory<OutboxDbContext>)];
}
