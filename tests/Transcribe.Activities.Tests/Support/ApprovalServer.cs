using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Transcribe.Activities.Approval;
using Transcribe.Activities.Approval.Asking;
using Transcribe.Activities.Approval.Deciding;
using Transcribe.Activities.Deliver.Slack;

namespace Transcribe.Activities.Tests.Support;

/// <summary>Where people decide, on a free port, over the services of a workbench; with a browser that keeps its way, and Slack.</summary>
internal sealed class ApprovalServer : IAsyncDisposable
{
    private readonly Workbench _bench;
    private readonly WebApplication _app;
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private ApprovalServer(Workbench bench, WebApplication app) => (_bench, _app) = (bench, app);

    public static async Task<ApprovalServer> StartAsync(Workbench bench)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(_ => bench.Get<ApprovalEndpoint>());
        builder.Services.AddSingleton(_ => bench.Get<SlackActions>());
        builder.Services.AddSingleton(_ => bench.Get<ApprovalStore>());
        builder.Services.AddSingleton(_ => bench.Get<ApprovalLinks>());
        var server = new ApprovalServer(bench, builder.Build());
        server._app.MapTranscribeApprovals();
        server._app.MapTranscribeApprovalApi("/api");
        await server._app.StartAsync(Workbench.Token);
        server._client.BaseAddress = new Uri(server._app.Urls.Single());
        return server;
    }

    /// <summary>The path of a link of the open approval.</summary>
    public async Task<string> PathAsync(string? reader = null) =>
        _bench.Get<ApprovalLinks>().PathOf((await _bench.Get<ApprovalStore>().ListOpenAsync(10, Workbench.Token)).Single(), reader);

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(new Uri(path, UriKind.Relative), Workbench.Token);

    /// <summary>Asks for the headers only, as programs do that look whether a link works.</summary>
    public Task<HttpResponseMessage> HeadAsync(string path) => _client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), Workbench.Token);

    public async Task<string> ReadAsync(string path)
    {
        using var answer = await GetAsync(path);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Workbench.Token));
    }

    /// <summary>Presses a button of the form.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        _client.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))), Workbench.Token);

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent content) => _client.PostAsync(new Uri(path, UriKind.Relative), content, Workbench.Token);

    /// <summary>Clicks a button as Slack tells of it, signed with a secret at a time.</summary>
    public Task<HttpResponseMessage> ClickAsync(string action, string value, string secret, TimeSpan age = default, string connection = "default", string? signature = null)
    {
        var payload = JsonSerializer.Serialize(new
        {
            type = "block_actions",
            user = new { id = "U7", username = "ann", name = "ann" },
            channel = new { id = "C1" },
            container = new { message_ts = "1700000000.000001" },
            actions = new[] { new { action_id = action, value } },
        });
        var body = Encoding.UTF8.GetBytes($"payload={Uri.EscapeDataString(payload)}");
        var time = (_bench.Clock.GetUtcNow() - age).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, $"/callbacks/slack/{connection}") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        request.Headers.Add("X-Slack-Request-Timestamp", time);
        request.Headers.Add("X-Slack-Signature", signature ?? SlackSignature.Sign(time, body, secret));
        return _client.SendAsync(request, Workbench.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }
}
