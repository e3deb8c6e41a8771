using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Transcribe.Engine.Runtime;

/// <summary>Works the queue off, some entries at a time. What fails is tried again later, at growing distances.</summary>
internal sealed class BackgroundWorkers(
    WorkQueue queue, BurstRunner runner, StimulusDelivery stimuli, TriggerPauses pauses, RuntimeControl control, IOptions<WorkflowEngineOptions> options, ILogger<BackgroundWorkers> logger)
    : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Parallel.ForEachAsync(
        queue.ReadAllAsync(stoppingToken),
        new ParallelOptions { MaxDegreeOfParallelism = options.Value.BackgroundParallelism, CancellationToken = stoppingToken },
        RunAsync);

    /// <summary>One second, then two, four, … up to five minutes.</summary>
    internal static TimeSpan PauseAfter(int failures) =>
        TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(failures, 30) - 1), LongestPause.TotalSeconds));

    private async ValueTask RunAsync(BackgroundWork work, CancellationToken cancellationToken)
    {
        try
        {
            await control.WaitAsync(cancellationToken);
            await DoAsync(work, cancellationToken);
        }
        catch (Exception exception) when (exception is EngineStoppingException || cancellationToken.IsCancellationRequested)
        {
            // Its rows are found again at the next start.
        }
        catch (Exception exception)
        {
            var failed = work with { Failures = work.Failures + 1 };
            var pause = PauseAfter(failed.Failures);
            Log.BackgroundWorkFailed(logger, work.ToString(), pause, exception);
            _ = queue.EnqueueLaterAsync(failed, pause, cancellationToken);
        }
    }

    private Task DoAsync(BackgroundWork work, CancellationToken cancellationToken) => work switch
    {
        ContinueInstance instance => runner.RecoverAsync(instance.InstanceId, cancellationToken),
        ResumeDue due => runner.ContinueAsync(due.InstanceId, state => WorkflowRuntime.Resuming(state, due.BookmarkId, null), null, null, cancellationToken),
        DeliverStimulus stimulus => stimuli.DeliverAsync(stimulus.StimulusId, cancellationToken),
        PauseFailing failing => pauses.PauseAsync(failing, cancellationToken),
        _ => throw new InvalidOperationException($"Nobody knows how to do '{work}'."),
    };
}
