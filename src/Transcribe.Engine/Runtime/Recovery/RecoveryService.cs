using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>
/// Continues what a crash or stop has interrupted. Which instances that are is known before anything new can start; they then run beside
/// new work, few at a time.
/// </summary>
internal sealed class RecoveryService(
    IInstanceStore instances, IStimulusStore stimuli, BurstRunner runner, WorkQueue queue, IOptions<WorkflowEngineOptions> options, ILogger<RecoveryService> logger)
    : BackgroundService
{
    private IReadOnlyList<string> _interrupted = [];

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _interrupted = await instances.ListUnfinishedBurstsAsync(cancellationToken);
        foreach (var stimulus in await stimuli.ListAssignedAsync(cancellationToken))
            queue.Enqueue(new DeliverStimulus(stimulus.Id));

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_interrupted.Count == 0)
            return;

        Log.Recovering(logger, _interrupted.Count);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.RecoveryParallelism, CancellationToken = stoppingToken };
        await Parallel.ForEachAsync(_interrupted, parallel, RecoverAsync);
        _interrupted = [];
        Log.Recovered(logger);
    }

    private async ValueTask RecoverAsync(string instanceId, CancellationToken cancellationToken)
    {
        try
        {
            await runner.RecoverAsync(instanceId, cancellationToken);
        }
        catch (Exception exception) when (exception is EngineStoppingException or OperationCanceledException)
        {
            // The next start finds it again.
        }
        catch (Exception exception)
        {
            // The others must not wait for this one; the background tries it again.
            Log.RecoveryFailed(logger, instanceId, exception);
            queue.Enqueue(new ContinueInstance(instanceId) { Failures = 1 });
        }
    }
}
