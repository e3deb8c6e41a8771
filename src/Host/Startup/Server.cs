using Transcribe.Engine.Server.Http;
using Transcribe.Engine.Server.Proxies;
using Transcribe.Workflows.Host.Api;
using Transcribe.Workflows.Host.Composition;

namespace Transcribe.Workflows.Host.Startup;

/// <summary>The server: what it is made of, and in which order requests meet it.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly TranscribeApi _api;
    private readonly DataFolderClaim _claim;

    private Server(WebApplication app, HostSettings settings, TranscribeApi api, DataFolderClaim claim) => (App, Settings, _api, _claim) = (app, settings, api, claim);

    /// <summary>The web application.</summary>
    public WebApplication App { get; }

    /// <summary>What it was told.</summary>
    public HostSettings Settings { get; }

    /// <summary>Serves until the process is asked to stop.</summary>
    /// <param name="args">Settings, such as <c>--urls</c>.</param>
    public static async Task ServeAsync(string[] args)
    {
        await using var server = await BuildAsync(args, builder => StartFailureLog.Use(builder.Services));
        server.App.Announce(server.Settings, server._api);
        await server.App.RunAsync();
    }

    /// <summary>Puts the server together and claims its data folder; nothing runs yet.</summary>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    /// <exception cref="DataFolderTakenException">Another server has the folder.</exception>
    public static async Task<Server> BuildAsync(string[] args, Action<WebApplicationBuilder> configure)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var settings = HostSettings.Read(builder.Configuration);
        var claim = DataFolderClaim.Take(settings);
        try
        {
            var api = await TranscribeApi.ConnectAsync(settings);
            configure(builder);
            var app = Compose(builder, settings, api);
            app.Lifetime.ApplicationStarted.Register(() => claim.Tell(TryIt.AddressOf(app)));
            return new Server(app, settings, api, claim);
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await _api.DisposeAsync();
        _claim.Dispose();
    }

    private static WebApplication Compose(WebApplicationBuilder builder, HostSettings settings, TranscribeApi api)
    {
        builder.AddWeb(settings);
        builder.AddCompression();
        builder.AddIdentity(settings);
        builder.AddRuns(settings);
        builder.AddOverview();
        builder.AddEngine(settings);
        builder.AddTranscribe(settings, api);
        builder.AddStudio();

        var app = builder.Build();
        app.UseTrustedProxies(settings.Proxies);
        app.UseExceptionHandler();
        app.UseCompression();
        app.MapSamples();
        app.UseAuthentication();
        app.UseHttpWorkflows();
        app.UseRouting();
        app.UseAuthorization();
        app.MapRuns();
        app.MapOverview(settings, api);
        app.MapCallbacks();
        app.MapLedger();
        app.MapApprovals();
        app.MapChecks();
        app.MapIdentity();
        app.MapTranscribe();
        app.MapStudio();
        return app;
    }
}
