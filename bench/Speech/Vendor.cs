using Transcribe.Sandbox;

namespace Transcribe.Bench.Speech;

/// <summary>The sandbox with one key of 60 requests a minute, and a server that has the recordings.</summary>
internal sealed class Vendor : IAsyncDisposable
{
    private const int AtOnce = 64;

    private readonly WebApplication _media;
    private readonly SandboxServer _sandbox;
    private readonly SandboxOptions _options;

    private Vendor(WebApplication media, SandboxServer sandbox, SandboxOptions options, string key) =>
        (_media, _sandbox, _options, Key) = (media, sandbox, options, key);

    public Uri Address => _sandbox.BaseAddress;

    public string Key { get; }

    /// <summary>Where the recording with that number is.</summary>
    public string RecordingOf(int number) => $"{_media.Urls.Single()}/{number}.wav";

    public static async Task<Vendor> StartAsync(string folder, TimeProvider clock, int requestsPerMinute = 60)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var media = builder.Build();
        var recording = Recording.Short();
        media.MapGet("/{number:int}.wav", () => Results.Bytes(recording, "audio/wav"));
        media.MapGet("/{number:int}.wav.transcript.json", () => Results.Text(Recording.Transcript, "application/json"));
        await media.StartAsync();

        var options = new SandboxOptions
        {
            DataFolder = Path.Combine(folder, "vendor"), TimeProvider = clock, MaxConcurrentJobs = AtOnce, MaxQueuedJobs = 1_000_000, RequestsPerMinute = requestsPerMinute,
            TopUpUsd = 1_000_000, UseFfmpeg = false, FetchTimeout = TimeSpan.FromHours(1), CallbackTimeout = TimeSpan.FromHours(1), RecognitionTimeout = TimeSpan.FromHours(1),
        };
        var sandbox = await SandboxServer.StartAsync(options);
        return new Vendor(media, sandbox, options, await sandbox.CreateKeyAsync("bench"));
    }

    /// <summary>Jobs that begin from now on take that long.</summary>
    public void Take(TimeSpan each) => _options.ProcessingDelay = each;

    /// <summary>Jobs that begin from now on take as long as it needs for so many to end in a minute.</summary>
    public void End(double perMinute) => Take(TimeSpan.FromMinutes(AtOnce / perMinute));

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        await _media.DisposeAsync();
    }
}
