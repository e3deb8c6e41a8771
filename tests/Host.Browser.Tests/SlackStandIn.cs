using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>Answers as Slack does, on a free port: with an error until the test says that all is well.</summary>
internal sealed class SlackStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SlackStandIn(WebApplication app) => _app = app;

    /// <summary>Slack's code for what is wrong; null: nothing is.</summary>
    public string? Error { get; set; }

    /// <summary>Where it is.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>What lets a host call it, which is on this machine.</summary>
    public IReadOnlyDictionary<string, string> Allowed => new Dictionary<string, string> { ["Outgoing__AllowedHosts__0"] = Address.Authority };

    public static async Task<SlackStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var slack = new SlackStandIn(builder.Build());
        slack._app.MapPost("/api/{method}", () => slack.Error is { } error
            ? Results.Json(new { ok = false, error })
            : Results.Json(new { ok = true, user = "notes-bot", team = "Podcast", channel = "C1", ts = "1.1" }));
        await slack._app.StartAsync(TestContext.Current.CancellationToken);
        return slack;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
