using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>One database, one clock, one probe; the engine on it can be stopped, abandoned and started again.</summary>
public abstract class EngineTest : IAsyncDisposable
{
    // The tables are made once; what makes them has tests of its own.
    private static readonly TemplateFile Tables = new(async file => await (await EngineHost.StartAsync(file, new(DateTimeOffset.UnixEpoch), new Probe())).DisposeAsync());

    private readonly TempFolder _folder = new();
    private readonly List<EngineHost> _hosts = [];

    protected CountingClock Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    protected Probe Probe { get; } = new();

    protected string Folder => _folder.Path;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected async Task<EngineHost> StartEngineAsync(
        bool background = true, Action<WorkflowEngineOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        await Tables.CopyToAsync(_folder.File("engine.db"));
        var host = await EngineHost.StartAsync(_folder.File("engine.db"), Clock, Probe, background, configure, services);
        _hosts.Add(host);
        return host;
    }

    private protected static Task<SendStimulusResult> SendAsync(EngineHost engine, string key, int number = 0, StimulusMetadata? metadata = null)
    {
        metadata ??= new StimulusMetadata();
        metadata.Input = new Dictionary<string, object> { ["number"] = number };
        return engine.Stimuli.SendAsync("Test.Await", key, metadata, Token);
    }

    /// <summary>Lets the clock run until something holds: whoever sleeps by it may look at it at any moment.</summary>
    protected Task AdvanceUntilAsync(Func<Task<bool>> condition, string what, TimeSpan? patience = null) => Eventually.HoldsAsync(
        async () =>
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            return await condition();
        },
        what,
        patience);

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();

        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
