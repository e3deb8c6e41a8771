using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Transcribe.Activities.Triggers;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;

namespace Transcribe.Activities.Tests.Support;

/// <summary>The activities in the real engine, over a folder, so that another one can go on where it ended. Its triggers look when the test says so.</summary>
internal sealed class WatchingEngine : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly FakeTimeProvider _clock;

    private WatchingEngine(IHost host, FakeTimeProvider clock) => (_host, _clock) = (host, clock);

    public static async Task<WatchingEngine> StartAsync(TempFolder folder, FakeTimeProvider clock)
    {
        // Servers answer in their own time: nobody looks a second time, and no deadline passes, because the clock ran on meanwhile.
        var host = await EngineHost.StartAsync(folder, clock, services =>
        {
            services.Remove(services.Single(service => service.ImplementationType == typeof(WatchService)));
            services.AddSingleton<WatchService>();
        });
        return new WatchingEngine(host, clock);
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public Task PublishAsync(string workflow) => Get<DefinitionCatalog>().SaveAsync(workflow, publish: true, cancellationToken: Workbench.Token);

    /// <summary>Every trigger looks once, and the time passes until it looks again.</summary>
    public async Task LookAsync(TimeSpan interval, int times = 1)
    {
        for (var time = 0; time < times; time++)
        {
            await Get<WatchService>().LookAsync(Workbench.Token);
            _clock.Advance(interval);
        }
    }

    public async Task<IReadOnlyList<InstanceRow>> RunsAsync() => (await Get<IInstanceStore>().ListAsync(new InstanceFilter(), Workbench.Token)).Items;

    /// <summary>Waits until all runs have ended, over a wait of a day: the clock moves once, or what they compute then would take days too.</summary>
    public async Task EndAsync()
    {
        await Eventually.HoldsAsync(async () => (await RunsAsync()).All(run => run.Status == WorkflowStatus.Finished || run.SubStatus == WorkflowSubStatus.Suspended), "all runs wait");
        _clock.Advance(TimeSpan.FromDays(1));
        await Eventually.HoldsAsync(async () => (await RunsAsync()).All(run => run.Status == WorkflowStatus.Finished), "all runs have ended", TimeSpan.FromMinutes(2));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(Workbench.Token);
        _host.Dispose();
    }
}
