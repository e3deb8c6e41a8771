using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Transcribe.Activities.Approval;
using Transcribe.Activities.Deliver;

namespace Transcribe.Activities.Retention;

/// <summary>Deletes old rows once an hour, few at a time.</summary>
internal sealed class RetentionService(
    LedgerRetention ledger, Outbox outbox, ApprovalStore approvals, IOptions<RetentionOptions> options, TimeProvider clock, ILogger<RetentionService> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <summary>Deletes everything that is old enough now.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var (keep, now) = (options.Value, clock.GetUtcNow());
        var rows = await AllAsync(() => ledger.ForgetBatchAsync(now - keep.Ledger, cancellationToken))
            + await AllAsync(() => ledger.ForgetJobsAsync(now - keep.Ledger, keep.BatchSize, cancellationToken))
            + await AllAsync(() => ledger.ForgetFilesAsync(now - keep.Ledger, keep.BatchSize, cancellationToken))
            + await AllAsync(() => outbox.ForgetAsync([DeliveryStatus.Delivered], now - keep.Deliveries, keep.BatchSize, cancellationToken))
            + await AllAsync(() => outbox.ForgetAsync([DeliveryStatus.Dead, DeliveryStatus.Rejected], now - keep.UndeliveredDeliveries, keep.BatchSize, cancellationToken))
            + await AllAsync(() => approvals.ForgetAsync(now - keep.Approvals, keep.BatchSize, cancellationToken));
        if (rows > 0)
            logger.RowsForgotten(rows);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Old rows do no harm for another hour.
                logger.RetentionFailed(exception);
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<int> AllAsync(Func<Task<int>> forget)
    {
        var all = 0;
        while (await forget() is var some and > 0)
            all += some;

        return all;
    }
}
