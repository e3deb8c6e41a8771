using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Transcribe.Activities.Engines;

namespace Transcribe.Activities.Deliver;

/// <summary>Sends what is due and tells runs of the ends; all it knows is rows, so a restart changes nothing.</summary>
internal sealed class OutboxService(
    Outbox outbox, Courier courier, IDeliveryNotifier notifier, OutboxSignal signal, TimeProvider clock, ILogger<OutboxService> logger) : BackgroundService
{
    private const int AtATime = 8;
    private const int Batch = 64;

    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>Tries everything that is due, and tells runs of what has ended; answers when to come again.</summary>
    public async Task<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        var due = await outbox.ListDueAsync(Batch, cancellationToken);
        await Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken },
            async (id, token) =>
            {
                if (await outbox.FindAsync(id, token) is { } delivery)
                    await courier.TryAsync(delivery, token);
            });

        var wasTold = await TellAsync(cancellationToken);
        if (due.Count == Batch)
            return TimeSpan.Zero;

        var wait = (await outbox.NextDueAsync(cancellationToken) ?? DateTimeOffset.MaxValue) - clock.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : !wasTold && wait > PauseAfterFailure ? PauseAfterFailure : wait > Idle ? Idle : wait;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan pause;
            try
            {
                pause = await RunOnceAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Deliveries must go on whatever happens here, so the loop itself never ends.
                logger.OutboxRoundFailed(exception);
                pause = PauseAfterFailure;
            }

            if (pause > TimeSpan.Zero)
                await signal.WaitAsync(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> TellAsync(CancellationToken cancellationToken)
    {
        var wereAllTold = true;
        foreach (var id in await outbox.ListUntoldAsync(cancellationToken))
        {
            try
            {
                await notifier.DeliveryEndedAsync(id, cancellationToken);
                await outbox.ChangeAsync(id, row => row.IsAwaited = false, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                // The engine may throw anything; the row stays and is told again.
                logger.DeliveryNotTold(exception, id);
                wereAllTold = false;
            }
        }

        return wereAllTold;
    }
}
