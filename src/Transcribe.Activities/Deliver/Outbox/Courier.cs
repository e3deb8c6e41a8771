using System.Text.Json;
using Microsoft.Extensions.Logging;
using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver;

/// <summary>Makes one attempt at a delivery and writes down what came of it.</summary>
internal sealed class Courier(Outbox outbox, IEnumerable<IDeliverySender> senders, TimeProvider clock, ILogger<Courier> logger)
{
    // Longer than an attempt may take, so that nobody else begins while it still runs.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, IDeliverySender> _senders = senders.ToDictionary(sender => sender.Kind);

    /// <summary>Tries a delivery if it is due and nobody else is at it; answers it as it is then.</summary>
    public async Task<OutboxRecord> TryAsync(OutboxRecord delivery, CancellationToken cancellationToken)
    {
        var sender = _senders[delivery.Kind];
        if (await outbox.ClaimAsync(delivery.Id, sender.AttemptTimeout + Grace, cancellationToken) is not { } claimed)
            return await outbox.FindAsync(delivery.Id, cancellationToken) ?? delivery;

        SendResult result;
        try
        {
            result = await SendAsync(sender, claimed, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Whoever cancelled did not want an attempt: it is due again at once. It may have arrived all the same; the id is the same.
            await outbox.ChangeAsync(claimed.Id, row => (row.Attempts, row.NextAttemptAt, row.ClaimedUntil) = (row.Attempts - 1, clock.GetUtcNow(), null), CancellationToken.None);
            throw;
        }

        return await RecordAsync(sender, claimed, result);
    }

    private async Task<SendResult> SendAsync(IDeliverySender sender, OutboxRecord delivery, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(sender.AttemptTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var envelope = new Envelope(
            delivery.Id, delivery.Connection, delivery.Content, delivery.CreatedAt, delivery.Progress,
            (progress, token) => outbox.ChangeAsync(delivery.Id, row => row.Progress = progress, token));
        try
        {
            return await sender.SendAsync(envelope, either.Token);
        }
        catch (Exception exception) when (exception is UnknownConnectionException or ConnectionRejectedException or FileRejectedException)
        {
            return new SendResult.Rejected(exception.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendResult.TryAgain($"There was no answer within {sender.AttemptTimeout.TotalSeconds:0} s.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Networks and libraries throw what they like. A delivery must end either way, so anything unknown is tried again.
            if (exception is not (HttpRequestException or IOException))
                logger.DeliveryBroke(exception, delivery.Kind, delivery.Id);
            return new SendResult.TryAgain(exception.GetBaseException().Message);
        }
    }

    // What came of an attempt is written down even when the server stops: it happened.
    private async Task<OutboxRecord> RecordAsync(IDeliverySender sender, OutboxRecord delivery, SendResult result)
    {
        var now = clock.GetUtcNow();
        var row = await outbox.ChangeAsync(
            delivery.Id,
            row =>
            {
                row.ClaimedUntil = null;
                switch (result)
                {
                    case SendResult.Delivered delivered:
                        (row.Status, row.EndedAt, row.Reason, row.Error) = (DeliveryStatus.Delivered, now, null, null);
                        row.Receipt = JsonSerializer.Serialize(delivered.Receipt);
                        break;
                    case SendResult.Rejected rejected:
                        (row.Status, row.EndedAt, row.Reason, row.Error) = (DeliveryStatus.Rejected, now, rejected.Reason, rejected.Error);
                        break;
                    case SendResult.TryAgain again when row.Attempts > sender.Schedule.Count:
                        (row.Status, row.EndedAt, row.Error) = (DeliveryStatus.Dead, now, again.Error);
                        row.Reason = $"Given up after {row.Attempts} attempts: {again.Reason}";
                        break;
                    case SendResult.TryAgain again:
                        (row.Reason, row.Error, row.NextAttemptAt) = (again.Reason, again.Error, now + Pause(sender, row.Attempts, again.After));
                        break;
                }
            },
            CancellationToken.None);
        logger.DeliveryAttempted(row.Kind, row.Id, row.Connection, row.Attempts, row.Status);
        return row;
    }

    private static TimeSpan Pause(IDeliverySender sender, int attempts, TimeSpan? asked)
    {
        var planned = sender.Schedule[attempts - 1];
        return asked > planned ? asked.Value : planned;
    }
}
