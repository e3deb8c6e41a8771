using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Ledger.Callbacks;
using Transcribe.Activities.Transcription.Batches;
using Transcribe.Client;

namespace Transcribe.Activities.Ledger.Watching;

/// <summary>
/// Ends every wait: sweeps open jobs, works on stored callbacks, and tells the engine. Nothing is believed that was not read from the
/// API; nothing is forgotten over a restart, because each step is a row.
/// </summary>
internal sealed class TranscriptionWatcher(
    IJobLedger ledger,
    JobSweep sweep,
    CallbackProcessor callbacks,
    WaitNotifications notifications,
    BatchRunner batches,
    WatcherSignals signals,
    IOptions<WatcherOptions> options,
    TimeProvider clock,
    ILogger<TranscriptionWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    private readonly WatcherOptions _options = options.Value;
    private readonly SweepSchedule _schedule = new(options.Value, clock);
    private bool _swept;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        LoopAsync("sweeps", signals.Jobs, SweepDueAsync, stoppingToken, _schedule.UntilNext),
        LoopAsync("callbacks", signals.Callbacks, callbacks.ProcessAsync, stoppingToken),
        LoopAsync("notifications", signals.Ends, notifications.SendAsync, stoppingToken),
        LoopAsync("batches", signals.Batches, batches.RunAsync, stoppingToken));

    // A round answers whether there is more to do soon; otherwise its signal wakes it.
    private async Task LoopAsync(string name, WakeSignal signal, Func<CancellationToken, Task<bool>> round, CancellationToken cancellationToken, Func<TimeSpan>? pause = null)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var more = true;
            try
            {
                more = await round(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Waits must end whatever happens here, so the loop itself never ends.
                logger.WatcherRoundFailed(exception, name);
            }

            try
            {
                await signal.WaitAsync(more ? pause?.Invoke() ?? _options.SweepInterval : Idle, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<bool> SweepDueAsync(CancellationToken cancellationToken)
    {
        var open = await ledger.ListOpenAsync(cancellationToken);
        foreach (var jobs in open.GroupBy(job => job.Connection))
        {
            var allCallBack = jobs.All(job => job.CallbackUrl is not null);
            if (_schedule.TryBegin(jobs.Key, allCallBack, atOnce: !_swept))
                _ = SweepAsync(jobs.Key, [.. jobs], allCallBack, cancellationToken);
        }

        _swept = true;
        return open.Count > 0;
    }

    // One connection that does not answer must not hold up the others: each is swept on its own.
    private async Task SweepAsync(string connection, List<LedgerEntry> jobs, bool allCallBack, CancellationToken cancellationToken)
    {
        try
        {
            var result = await sweep.RunAsync(connection, jobs, cancellationToken);
            _schedule.Succeeded(connection, result, jobs.Count, allCallBack);
            if (result.Ended > 0)
                signals.Ends.Set();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops; the next start sweeps at once.
        }
        catch (Exception exception)
        {
            var pause = _schedule.Failed(connection, (exception as TranscribeException)?.RetryAfter);
            if (exception is TranscribeException or UnknownConnectionException)
                logger.SweepFailed(connection, exception.Message, pause);
            else
                logger.SweepBroke(exception, connection, pause);
        }
    }
}
