using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Transcribe.Activities.Ledger.Callbacks;

namespace Transcribe.Activities.Tests.Support;

/// <summary>The address that the vendor's callbacks come to, on a free port, over the services of a workbench; and the vendor.</summary>
internal sealed class CallbackServer : IAsyncDisposable
{
    private readonly Workbench _bench;
    private readonly WebApplication _app;
    private readonly HttpClient _vendor = new();

    private CallbackServer(Workbench bench, WebApplication app) => (_bench, _app) = (bench, app);

    public static async Task<CallbackServer> StartAsync(Workbench bench)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(bench.Get<CallbackEndpoint>());
        builder.Services.AddProblemDetails();
        var server = new CallbackServer(bench, builder.Build());
        server._app.MapTranscribeCallbacks();
        await server._app.StartAsync(Workbench.Token);
        server._vendor.BaseAddress = new Uri(server._app.Urls.Single());
        return server;
    }

    /// <summary>Signed as the vendor does by default.</summary>
    public string Sign(string body) => "sha256=" + Hmac(body);

    /// <summary>Signed with the time in it.</summary>
    public string Sign(string body, DateTimeOffset time)
    {
        var stamp = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={stamp},v1={Hmac($"{stamp}.{body}")}";
    }

    public async Task<HttpResponseMessage> PostAsync(string ledgerId, HttpContent body, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/callbacks/transcribe/{ledgerId}") { Content = body };
        if (signature is not null)
            request.Headers.Add("X-Transcribe-Signature", signature);

        return await _vendor.SendAsync(request, Workbench.Token);
    }

    public Task<HttpResponseMessage> PostAsync(string ledgerId, string body, string? signature) => PostAsync(ledgerId, new StringContent(body), signature);

    /// <summary>Works on what was stored; answers whether it must be tried again.</summary>
    public Task<bool> ProcessAsync() => _bench.Get<CallbackProcessor>().ProcessAsync(Workbench.Token);

    public async Task<int> CountStoredAsync()
    {
        await using var ledger = _bench.OpenLedger();
        return await ledger.Callbacks.CountAsync(Workbench.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _vendor.Dispose();
        await _app.DisposeAsync();
    }

    private string Hmac(string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(_bench.Api.CallbackSecret), Encoding.UTF8.GetBytes(text)));
}
