using System.Collections.Concurrent;

namespace Transcribe.Bench.Chaos;

/// <summary>The world outside: a server that notes each effect of the workflows, with its key.</summary>
internal sealed class Outside : IAsyncDisposable
{
    private const string KeyHeader = "Idempotency-Key";

    private readonly WebApplication _app;

    private Outside(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>Everything that happened, repetitions too.</summary>
    public ConcurrentQueue<Effect> Effects { get; } = new();

    public static async Task<Outside> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var outside = new Outside(app);
        app.MapPost("/effects", (EffectBody body, HttpRequest request) => outside.Effects.Enqueue(new Effect(body.Run, body.Step, request.Headers[KeyHeader].ToString())));
        await app.StartAsync(cancellationToken);
        return outside;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed record EffectBody(string Run, string Step);
}

/// <summary>One call that a workflow made.</summary>
/// <param name="Run">The run.</param>
/// <param name="Step">Its step and turn.</param>
/// <param name="Key">The key by which a repetition is recognised.</param>
internal sealed record Effect(string Run, string Step, string Key);
