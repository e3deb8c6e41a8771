using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Transcribe.Activities.Connections;
using Transcribe.Client;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Sandbox;

namespace Transcribe.Activities.Tests.Support;

/// <summary>A workbench whose default connection is a sandbox, with its faults; and a server that has a recording with words and one without.</summary>
internal sealed class SandboxBench : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly WebApplication _media;
    private int _runs;

    private SandboxBench(TempFolder folder, WebApplication media, SandboxServer sandbox, Workbench bench) =>
        (_folder, _media, Sandbox, Bench) = (folder, media, sandbox, bench);

    public SandboxServer Sandbox { get; }

    public Workbench Bench { get; }

    public required string Key { get; init; }

    /// <summary>A recording whose transcript stands beside it.</summary>
    public string Spoken => $"{_media.Urls.Single()}/spoken.wav";

    /// <summary>A recording whose words nobody recognises.</summary>
    public string Mumbled => $"{_media.Urls.Single()}/mumbled.wav";

    public static async Task<SandboxBench> StartAsync(Action<TranscribeClientOptions>? configure = null, Action<SandboxOptions>? sandbox = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var media = builder.Build();
        var wav = Recordings.Wav(TimeSpan.FromSeconds(2));
        media.MapGet("/{name}.wav", (string name) => Results.Bytes(wav, "audio/wav"));
        media.MapGet("/spoken.wav.transcript.json", () => Results.Text("""{ "language": "en", "segments": [ { "start_seconds": 0, "end_seconds": 2, "speaker": "SPEAKER_00", "text": "We agreed to go." } ] }""", "application/json"));
        await media.StartAsync(Workbench.Token);

        var folder = new TempFolder();
        var settings = new SandboxOptions { DataFolder = folder.Path, UseFfmpeg = false, RequestsPerMinute = 10_000, Recognisers = [SandboxRecogniser.ShippedTranscript] };
        sandbox?.Invoke(settings);
        var server = await SandboxServer.StartAsync(settings, Workbench.Token);
        var key = await server.CreateKeyAsync("tests", cancellationToken: Workbench.Token);
        var bench = await Workbench.CreateAsync(activities =>
        {
            // Real requests to a real server: its time is real, too.
            activities.Services.AddSingleton(TimeProvider.System);
            activities.Services.Configure<TranscribeClientOptions>(ConnectionNames.Default, options =>
            {
                (options.BaseUrl, options.ApiKey) = (server.BaseAddress, key);
                configure?.Invoke(options);
            });
        });
        return new SandboxBench(folder, media, server, bench) { Key = key };
    }

    /// <summary>Runs an activity, each time as a run of its own.</summary>
    public async Task<EngineRun> RunAsync(IActivity activity, BurstOptions? options = null)
    {
        var run = new EngineRun(Bench, activity, $"run-{Interlocked.Increment(ref _runs)}") { Options = options ?? new BurstOptions() };
        await run.StartAsync();
        return run;
    }

    /// <summary>A job that has ended, with its transcript or without one.</summary>
    public async Task<string> EndedAsync(bool isCompleted = true)
    {
        var job = await Bench.SubmitAsync(Submissions.Valid(Guid.NewGuid().ToString()) with { Url = isCompleted ? Spoken : Mumbled });
        var handle = Bench.Get<ITranscribeConnections>().Get(ConnectionNames.Default).GetHandle(job.Id);
        await Eventually.HoldsAsync(async () => (await handle.GetAsync(Workbench.Token)).Status.IsTerminal, "the job has ended");
        return job.Id;
    }

    public async ValueTask DisposeAsync()
    {
        await Bench.DisposeAsync();
        await Sandbox.DisposeAsync();
        await _media.DisposeAsync();
        _folder.Dispose();
    }
}
