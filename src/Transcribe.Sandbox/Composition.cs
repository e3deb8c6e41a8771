using System.Text.Json.Nodes;
using Transcribe.Sandbox.Account;
using Transcribe.Sandbox.Ask;
using Transcribe.Sandbox.Faults;
using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Idempotency;
using Transcribe.Sandbox.Jobs;
using Transcribe.Sandbox.Media;
using Transcribe.Sandbox.Pipelines;
using Transcribe.Sandbox.Quotes;
using Transcribe.Sandbox.RateLimiting;
using Transcribe.Sandbox.Recognition;
using Transcribe.Sandbox.Results;
using Transcribe.Sandbox.Storage;
using Transcribe.Sandbox.Subtitles;
using Transcribe.Sandbox.Transcriptions;
using Transcribe.Sandbox.Uploads;
using Transcribe.Sandbox.Wallet;
using Transcribe.Sandbox.Webhooks;

namespace Transcribe.Sandbox;

/// <summary>What the sandbox is made of.</summary>
internal static class Composition
{
    public static void AddSandbox(this IServiceCollection services, SandboxOptions options)
    {
        services.AddRoutingCore();
        services.AddSingleton(options).AddSingleton(options.TimeProvider);
        services.AddSingleton<ServerAddress>().AddSingleton<Store>().AddSingleton<ApiKeys>().AddSingleton<SandboxFaults>();
        services.AddSingleton<WalletBook>().AddSingleton<LedgerReader>().AddSingleton<PipelineCatalog>().AddSingleton<IdempotencyFilter>();
        services.AddMedia();
        services.AddTranscriptions();
        services.AddSingleton<CallbackSigner>().AddSingleton<CallbackUrls>().AddSingleton<CallbackTransport>();
        services.AddSingleton<CallbackOutbox>().AddSingleton<WebhookEndpoints>();
        services.AddSingleton<UploadStore>().AddSingleton<PresignedEndpoints>().AddSingleton<TusEndpoints>();
        services.AddHostedService<CallbackSender>();
    }

    public static void UseSandbox(this WebApplication app, SandboxOptions options)
    {
        app.UseMiddleware<RequestIds>();
        app.UseMiddleware<ErrorEnvelope>();
        app.UseMiddleware<FaultInjection>();

        // Once more inside, so that a fault "after handling" comes after the true answer is written.
        app.UseMiddleware<ErrorEnvelope>();
        app.UseMiddleware<Authentication>();
        app.UseMiddleware<RateLimit>();
        app.UseRouting();

        MapApi(app.MapGroup("/api/v1"), app.Services.GetRequiredService<IdempotencyFilter>());
        PresignedEndpoints.MapReceiver(app);
        app.MapGet("/", About);
        var sandbox = app.MapGroup("/sandbox");
        sandbox.MapLedger();
        if (options.EnableFaultsEndpoint)
            sandbox.MapFaults();
    }

    private static void AddMedia(this IServiceCollection services)
    {
        services.AddSingleton<MediaStore>().AddSingleton<MediaFetcher>().AddSingleton<MediaProbe>().AddSingleton<AudioDecoder>();
        services.AddSingleton<Programs>().AddSingleton<ChildProcess>().AddSingleton<Recognisers>();
        services.AddSingleton<ISpeechRecogniser, WhisperCpp>();
        services.AddSingleton<ISpeechRecogniser, ShippedTranscript>();
        services.AddSingleton<ISpeechRecogniser, PocketSphinx>();
    }

    private static void AddTranscriptions(this IServiceCollection services)
    {
        services.AddSingleton<Admission>().AddSingleton<JobQueue>().AddSingleton<JobRunner>().AddSingleton<JobSignals>();
        services.AddSingleton<JobScheduler>().AddHostedService(provider => provider.GetRequiredService<JobScheduler>());
        services.AddSingleton<TranscriptionLookup>().AddSingleton<TranscriptionView>().AddSingleton<DeepLinks>().AddSingleton<ResultView>();
        services.AddSingleton<CreateEndpoints>().AddSingleton<ReadEndpoints>().AddSingleton<AskEndpoints>();
    }

    private static void MapApi(RouteGroupBuilder api, IdempotencyFilter idempotency)
    {
        api.MapAccount();
        api.MapPipelines();
        ReadEndpoints.Map(api);
        api.MapResults();
        api.MapSubtitles();

        // tus has its own way to repeat a request.
        TusEndpoints.Map(api);

        var creating = api.MapGroup(string.Empty).AddEndpointFilter(idempotency);
        creating.MapQuotes();
        CreateEndpoints.Map(creating);
        AskEndpoints.Map(creating);
        PresignedEndpoints.Map(creating);
        WebhookEndpoints.Map(creating);
    }

    private static Answer About() => Answer.Json(new JsonObject
    {
        ["name"] = "transcribe.so sandbox",
        ["about"] = "A local stand-in for the transcribe.so API, v1. It transcribes for real where a recogniser is installed, and spends no real money.",
        ["api"] = "/api/v1",
        ["ledger"] = "/sandbox/ledger",
    });
}
