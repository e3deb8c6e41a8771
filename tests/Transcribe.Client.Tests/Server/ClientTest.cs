using Microsoft.Extensions.DependencyInjection;

namespace Transcribe.Client.Tests.Server;

/// <summary>A client with a clock of the test's own, and the server it talks to.</summary>
public abstract class ClientTest : IAsyncLifetime
{
    protected const string Key = "tsk_live_Abc123";

    private readonly List<ServiceProvider> providers = [];

    protected TestClock Clock { get; } = new();

    protected ScriptedServer Server { get; private set; } = null!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Server = await ScriptedServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var provider in providers)
            await provider.DisposeAsync();

        await Server.DisposeAsync();
    }

    /// <summary>A client of the scripted server. Its own pauses are zero, unless the test is about them.</summary>
    protected ITranscribeClient CreateSut(Action<TranscribeClientOptions>? configure = null, Action<IServiceCollection, IHttpClientBuilder>? services = null) =>
        CreateProvider(configure, services).GetRequiredService<ITranscribeClient>();

    protected ServiceProvider CreateProvider(Action<TranscribeClientOptions>? configure = null, Action<IServiceCollection, IHttpClientBuilder>? services = null)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton<TimeProvider>(Clock);
        var builder = collection.AddTranscribeClient(options =>
        {
            Point(options);
            configure?.Invoke(options);
        });
        services?.Invoke(collection, builder);
        var provider = collection.BuildServiceProvider();
        providers.Add(provider);
        return provider;
    }

    protected void Point(TranscribeClientOptions options)
    {
        options.BaseUrl = Server.Address;
        options.ApiKey = Key;
        options.RetryDelay = TimeSpan.Zero;
        options.MaxRetryDelay = TimeSpan.FromMilliseconds(1);
    }

    /// <summary>Counts attempts at the wire, whether or not they arrive.</summary>
    protected sealed class CountingHandler : DelegatingHandler
    {
        public int Attempts { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Attempts++;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
