using Microsoft.EntityFrameworkCore;
using Transcribe.Sandbox.Storage;

namespace Transcribe.Sandbox.Webhooks;

/// <summary>Delivers what is due, again and again at growing intervals until it is taken or given up.</summary>
internal sealed class CallbackSender(
    Store store, CallbackOutbox outbox, CallbackTransport transport, SandboxFaults faults, SandboxOptions options, TimeProvider clock,
    ILogger<CallbackSender> logger) : BackgroundService
{
    private const int Batch = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DeliverDueAsync(stoppingToken);
                await WaitForNextAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.LoopStumbled(logger, e);
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task DeliverDueAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var now = clock.GetUtcNow();
            var due = await store.ReadAsync(db =>
                db.Deliveries.Where(row => row.DueAt <= now).OrderBy(row => row.DueAt).Take(Batch).ToListAsync(stoppingToken));
            if (due.Count == 0)
                return;

            // One slow receiver must not hold up the others.
            await Task.WhenAll(due.Select(delivery => DeliverAsync(delivery, stoppingToken)));
        }
    }

    private async Task DeliverAsync(DeliveryRow delivery, CancellationToken cancellationToken)
    {
        var fault = delivery.Attempts == 0 ? faults.TakeCallback() : null;
        if (fault is { Kind: SandboxCallbackFaultKind.Late })
        {
            // Counts as an attempt, so that the fault is not taken again.
            await SaveAsync(delivery, row => (row.Attempts, row.DueAt) = (1, clock.GetUtcNow() + fault.Delay), cancellationToken);
            return;
        }

        var error = fault is { Kind: SandboxCallbackFaultKind.Lost } ? null : await transport.SendAsync(delivery, fault, cancellationToken);
        if (error is null && fault is { Kind: SandboxCallbackFaultKind.Duplicate })
            error = await transport.SendAsync(delivery, fault, cancellationToken);

        await SaveAsync(delivery, row => Note(row, error), cancellationToken);
        if (error is not null)
            Log.CallbackRefused(logger, delivery.EventId, delivery.Attempts + 1, error);
    }

    private void Note(DeliveryRow row, string? error)
    {
        var now = clock.GetUtcNow();
        row.Attempts++;
        row.LastError = error;
        row.DeliveredAt = error is null ? now : null;
        row.DueAt = error is null || row.Attempts >= options.CallbackAttempts ? null : now + (options.CallbackRetryDelay * Math.Pow(2, row.Attempts - 1));
    }

    private Task SaveAsync(DeliveryRow delivery, Action<DeliveryRow> change, CancellationToken cancellationToken) => store.WriteAsync(
        async db =>
        {
            if (await db.Deliveries.SingleOrDefaultAsync(row => row.Id == delivery.Id, cancellationToken) is { } row)
                change(row);
        },
        cancellationToken);

    private async Task WaitForNextAsync(CancellationToken stoppingToken)
    {
        var next = await store.ReadAsync(db => db.Deliveries.MinAsync(row => row.DueAt, stoppingToken));
        var pause = next is { } due ? due - clock.GetUtcNow() : Timeout.InfiniteTimeSpan;
        if (next is not null && pause <= TimeSpan.Zero)
            return;
        await outbox.WaitAsync(pause, stoppingToken);
    }
}
