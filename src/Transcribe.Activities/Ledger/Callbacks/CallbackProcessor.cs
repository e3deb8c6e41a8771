using Microsoft.Extensions.Logging;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Ledger.Watching;
using Transcribe.Client;

namespace Transcribe.Activities.Ledger.Callbacks;

/// <summary>Works on stored callbacks: each is a reason to read the job's row from the API, and nothing more.</summary>
internal sealed class CallbackProcessor(
    CallbackInbox inbox, IJobLedger ledger, JobSweep sweep, WatcherSignals signals, TimeProvider clock, ILogger<CallbackProcessor> logger)
{
    private const int AtATime = 8;

    /// <summary>Answers whether a callback could not be worked on and must be tried again soon.</summary>
    public async Task<bool> ProcessAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        await Parallel.ForEachAsync(
            await inbox.ListPendingAsync(cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken },
            async (ledgerId, token) =>
            {
                var readAt = clock.GetUtcNow();
                if (await TryResolveAsync(ledgerId, token))
                    await inbox.MarkProcessedAsync(ledgerId, readAt, token);
                else
                    Interlocked.Increment(ref failures);
            });
        return failures > 0;
    }

    private async Task<bool> TryResolveAsync(string ledgerId, CancellationToken cancellationToken)
    {
        var job = await ledger.FindAsync(ledgerId, cancellationToken);
        if (job is null or { CompletedAt: not null })
            return true;

        // The callback overtook the answer to the submission, which is not in the ledger yet.
        if (job.JobId is null)
            return false;

        try
        {
            if (await sweep.ReadAsync(job.Connection, job.JobId, cancellationToken))
                signals.Ends.Set();

            return true;
        }
        catch (Exception exception) when (exception is TranscribeException or UnknownConnectionException)
        {
            logger.CallbackNotResolved(job.Connection, job.JobId, exception.Message);
            return false;
        }
    }
}
