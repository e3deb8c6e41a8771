using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Transcribe.Activities.Ledger;
using Transcribe.Activities.Tests.Support;
using Transcribe.Engine.Server.Identity;
using Transcribe.Sandbox;
using Transcribe.Workflows.Host;

namespace Transcribe.Acceptance;

/// <summary>The host's own program in this process, on a port, with the ready workflows and a sandbox beside it; and a server with a recording whose words are known.</summary>
internal sealed class LocalHost : IAsyncDisposable
{
    private const string Words = """{ "language": "en", "title": "Talk", "segments": [ { "start_seconds": 0, "end_seconds": 3, "speaker": "SPEAKER_00", "text": "We agreed to ship on Friday." } ] }""";

    private readonly TempFolder _data = new();
    private readonly WebApplication _media;
    private SandboxServer _sandbox = null!;
    private Program _program = null!;

    private LocalHost(WebApplication media) => _media = media;

    /// <summary>Every line that the host logged, those included that an operator would have to ask for.</summary>
    public CapturedLogs Logs { get; } = new();

    /// <summary>Where it listens.</summary>
    public Uri Address => _program.ClientOptions.BaseAddress;

    /// <summary>A recording with words.</summary>
    public string Recording => $"{_media.Urls.Single()}/talk.wav";

    /// <summary>Its key at transcribe.so.</summary>
    public string ApiKey { get; private set; } = string.Empty;

    /// <summary>Calls it as its administrator.</summary>
    public HttpClient Client { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts it; workflows may call these receivers, which are on this machine.</summary>
    public static Task<LocalHost> StartAsync(params Uri[] receivers) => StartAsync([], receivers);

    /// <summary>Starts it with settings of its own.</summary>
    public static async Task<LocalHost> StartAsync(Dictionary<string, string?> settings, params Uri[] receivers)
    {
        var recording = await Sample.CutAsync(TimeSpan.FromSeconds(3));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var media = builder.Build();
        media.MapGet("/talk.wav", () => Results.Bytes(recording, "audio/wav"));
        media.MapGet("/talk.wav.transcript.json", () => Results.Text(Words, "application/json"));
        await media.StartAsync(Token);

        var host = new LocalHost(media);

        // No test waits, and none is refused an upload, because the recording of another is still listened to.
        host._sandbox = await SandboxServer.StartAsync(new SandboxOptions { DataFolder = host._data.File("vendor"), RequestsPerMinute = 10_000, MaxConcurrentJobs = 64 }, Token);
        host.ApiKey = await host._sandbox.CreateKeyAsync("tests", cancellationToken: Token);
        host._program = new Program(host, settings, receivers);
        host._program.UseKestrel(0);
        host._program.StartServer();
        host.Client = new HttpClient { BaseAddress = host.Address };
        await host.SignInAsync();
        return host;
    }

    /// <summary>A service of the host.</summary>
    public T Get<T>()
        where T : notnull => _program.Services.GetRequiredService<T>();

    /// <summary>A file of its data.</summary>
    public string File(string name) => Path.Combine(_data.Path, "host", name);

    /// <summary>Saves a connection.</summary>
    public async Task SaveConnectionAsync(string type, object settings, string name = "default")
    {
        using var answer = await Client.PutAsJsonAsync(new Uri($"api/connections/{type}/{name}", UriKind.Relative), new { settings }, Token);
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync(Token));
    }

    /// <summary>Starts a workflow over HTTP, and answers when its run has ended.</summary>
    public async Task<string> RunAsync(string path, HttpContent content)
    {
        var run = await StartAsync(path, content);
        await EndAsync(run);
        return run;
    }

    /// <summary>Starts a workflow over HTTP.</summary>
    public async Task<string> StartAsync(string path, HttpContent content)
    {
        using var answer = await Client.PostAsync(new Uri($"workflows/{path}", UriKind.Relative), content, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        answer.StatusCode.Should().Be(System.Net.HttpStatusCode.Accepted, text);
        return JsonSerializer.Deserialize<JsonElement>(text).GetProperty("instanceId").GetString()!;
    }

    /// <summary>Waits until a run has ended, well or not.</summary>
    public Task EndAsync(string run) => Eventually.HoldsAsync(async () => (await StatusAsync(run)) == "Finished", "the run ends", TimeSpan.FromMinutes(2));

    /// <summary>A run's story.</summary>
    public Task<string> StoryAsync(string run) => Client.GetStringAsync(new Uri($"runs/{run}", UriKind.Relative), Token);

    public Task<JsonElement> GetAsync(string path) => Client.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), Token);

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await _program.DisposeAsync();
        await _sandbox.DisposeAsync();
        await _media.DisposeAsync();
        _data.Dispose();
    }

    private async Task<string?> StatusAsync(string run) => (await GetAsync($"elsa/api/workflow-instances/{run}")).GetProperty("status").GetString();

    private async Task SignInAsync()
    {
        var password = await Get<Administrators>().ResetAsync(Token);
        using var answer = await Client.PostAsJsonAsync(new Uri("elsa/api/identity/login", UriKind.Relative), new { username = Administrators.FirstName, password }, Token);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("accessToken").GetString();
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    // With a key the program starts no sandbox, which would be a second web application that this factory would take for the program.
    private sealed class Program(LocalHost host, Dictionary<string, string?> more, Uri[] receivers) : WebApplicationFactory<HostSettings>
    {
        protected override IHost CreateHost(IHostBuilder builder)
        {
            var settings = new Dictionary<string, string?>(more, StringComparer.Ordinal)
            {
                ["data"] = host.File(string.Empty),
                ["urls"] = "http://127.0.0.1:0",
                ["workflows"] = Path.Combine(Repository.Root, "workflows"),
                ["TRANSCRIBE_API_KEY"] = host.ApiKey,
                ["TRANSCRIBE_API_URL"] = host._sandbox.BaseAddress.ToString(),
                ["Transcribe:RequestsPerMinute"] = "10000",
            };
            for (var number = 0; number < receivers.Length; number++)
                settings[$"Outgoing:AllowedHosts:{number}"] = receivers[number].Authority;

            builder.ConfigureHostConfiguration(configuration => configuration.AddInMemoryCollection(settings));
            builder.ConfigureServices(services => services.PostConfigure<WatcherOptions>(watcher => (watcher.SweepInterval, watcher.SweepRequestsPerMinute) = (TimeSpan.FromMilliseconds(200), 1000)));
            builder.ConfigureLogging(logging => logging.AddProvider(host.Logs).AddFilter<CapturedLogs>(category: null, LogLevel.Trace));
            return base.CreateHost(builder);
        }
    }
}
