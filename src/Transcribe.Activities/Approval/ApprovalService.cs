using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Transcribe.Activities.Approval.Asking;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Engines;

namespace Transcribe.Activities.Approval;

/// <summary>Tells runs what was decided, and has the message in Slack say it; all it knows is rows, so a restart changes nothing.</summary>
internal sealed class ApprovalService(
    ApprovalStore store, ApprovalRequests requests, Outbox outbox, IApprovalNotifier notifier, ApprovalSignal signal, ILogger<ApprovalService> logger) : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>Passes on all that was decided; answers when to come again.</summary>
    public async Task<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        var wereAllTold = true;
        foreach (var approval in await store.ListUnsettledAsync(cancellationToken))
        {
            wereAllTold &= !approval.IsAwaited || await TryTellAsync(approval, cancellationToken);
            if (approval.SlackDeliveryId is { } deliveryId)
                await ShowAsync(approval, deliveryId, cancellationToken);
        }

        return wereAllTold ? Idle : PauseAfterFailure;
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
                // Runs wait for decisions whatever happens here, so the loop itself never ends.
                logger.ApprovalRoundFailed(exception);
                pause = PauseAfterFailure;
            }

            await signal.WaitAsync(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> TryTellAsync(ApprovalRecord approval, CancellationToken cancellationToken)
    {
        try
        {
            await notifier.DecidedAsync(approval.Id, cancellationToken);
            await store.MarkToldAsync(approval.Id, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The engine may throw anything; the row stays and is told again.
            logger.ApprovalNotTold(exception, approval.Id);
            return false;
        }
    }

    // A message that is still on its way says nothing yet; one that never arrived never will.
    private async Task ShowAsync(ApprovalRecord approval, string deliveryId, CancellationToken cancellationToken)
    {
        var delivery = await outbox.FindAsync(deliveryId, cancellationToken);
        if (delivery is { Status: DeliveryStatus.Waiting })
            return;
        if (delivery is { Status: DeliveryStatus.Delivered })
            await requests.ReplaceAsync(approval, delivery, cancellationToken);

        await store.MarkShownAsync(approval.Id, cancellationToken);
    }
}
