using Microsoft.Extensions.Logging;
using Transcribe.Activities.Engines;

namespace Transcribe.Activities.Ledger.Watching;

/// <summary>Tells the engine of every ended job that it was not told of: at least once, for ever, until it takes the news.</summary>
internal sealed class WaitNotifications(IJobLedger ledger, IWaitNotifier notifier, WatcherSignals signals, ILogger<WaitNotifications> logger)
{
    private const int AtATime = 8;

    /// <summary>Answers whether some news could not be given and must be tried again soon.</summary>
    public async Task<bool> SendAsync(CancellationToken cancellationToken)
    {
        var pending = await ledger.ListUnnotifiedAsync(cancellationToken);
        var failures = 0;
        await Parallel.ForEachAsync(
            pending,
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken },
            async (job, token) =>
            {
                if (!await TrySendAsync(job, token))
                    Interlocked.Increment(ref failures);
            });
        if (pending.Count > 0)
            signals.Batches.Set();

        return failures > 0;
    }

    private async Task<bool> TrySendAsync(LedgerEntry job, CancellationToken cancellationToken)
    {
        try
        {
            await notifier.TranscriptionFinishedAsync(job.Connection, job.JobId!, cancellationToken);
            await ledger.MarkNotifiedAsync(job.Id, cancellationToken);
            logger.WaiterNotified(job.Connection, job.JobId!, job.Status!);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The engine may throw anything; the row stays unnotified and is sent again.
            logger.NotificationFailed(exception, job.Connection, job.JobId!);
            return false;
        }
    }
}
