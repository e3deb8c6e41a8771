using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Tests.Storage;

/// <summary>The stores on a real database. Disposing stops in order; <see cref="Abandon"/> is what a crash leaves behind.</summary>
internal sealed class StoreHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private bool _isAbandoned;

    private StoreHost(ServiceProvider services, FakeTimeProvider clock) => (_services, Clock) = (services, clock);

    public FakeTimeProvider Clock { get; }

    public CommitQueue Queue => Get<CommitQueue>();

    public IInstanceStore Instances => Get<IInstanceStore>();

    public IBookmarkStore Bookmarks => Get<IBookmarkStore>();

    public IStimulusStore Stimuli => Get<IStimulusStore>();

    public IDefinitionStore Definitions => Get<IDefinitionStore>();

    public ITriggerStore Triggers => Get<ITriggerStore>();

    public IJournalStore Journal => Get<IJournalStore>();

    public static async Task<StoreHost> StartAsync(Action<IServiceCollection> addStorage, FakeTimeProvider clock)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(clock);
        services.AddWorkflowExecution();
        addStorage(services);
        var host = new StoreHost(services.BuildServiceProvider(), clock);
        foreach (var service in host._services.GetServices<IHostedService>())
            await service.StartAsync(CancellationToken.None);

        return host;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public WorkflowExecutionContext NewRun(string id, IActivity root)
    {
        var graph = Get<WorkflowMaterializer>().Materialize(root);
        return new WorkflowExecutionContext(id, graph, _services, Clock, new BurstOptions(), CancellationToken.None);
    }

    /// <summary>Runs one burst against the database.</summary>
    public async Task<WorkflowExecutionContext> RunAsync(string id, IActivity root, string? correlationId = null)
    {
        var run = NewRun(id, root);
        run.CorrelationId = correlationId;
        await WorkflowRunner.RunAsync(run, new BurstRequest(), Queue);
        return run;
    }

    /// <summary>Holds the writer until the answer is disposed, so that what is queued meanwhile becomes one batch.</summary>
    public async Task<IDisposable> HoldWriterAsync()
    {
        var isHeld = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new ManualResetEventSlim();
        _ = Queue.WriteAsync(
            _ =>
            {
                isHeld.TrySetResult();
                return gate.Wait(Eventually.DefaultPatience);
            },
            CancellationToken.None);
        await isHeld.Task;
        return new Release(gate);
    }

    public void Abandon() => _isAbandoned = true;

    public async ValueTask DisposeAsync()
    {
        if (_isAbandoned)
            return;

        foreach (var service in _services.GetServices<IHostedService>().Reverse())
            await service.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    private sealed class Release(ManualResetEventSlim gate) : IDisposable
    {
        public void Dispose() => gate.Set();
    }
}

/// <summary>Waits for a stimulus.</summary>
[Activity("Test", "Test")]
public sealed class Waiting(string key) : Activity(source: null, line: null)
{
    public Waiting()
        : this("nothing")
    {
    }

    public string? BookmarkId { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    protected override void Execute(ActivityExecutionContext context) => context.CreateBookmark(new CreateBookmarkArgs
    {
        Stimulus = key, BookmarkId = BookmarkId, DueAt = DueAt,
    });

    public static string HashOf(string key) => StimulusHasher.Hash("Test.Waiting", key);
}
