using Microsoft.EntityFrameworkCore;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver;

namespace Transcribe.Activities.Ledger.Api;

/// <summary>Finds where runs delivered: two queries for a page of jobs, however many they are.</summary>
internal sealed class LedgerDeliveries(IDbContextFactory<LedgerDbContext> files, IDbContextFactory<OutboxDbContext> messages)
{
    /// <summary>The same rows, each with the deliveries of its run.</summary>
    public async Task<IReadOnlyList<LedgerLine>> AddAsync(IReadOnlyList<LedgerLine> lines, CancellationToken cancellationToken)
    {
        var runs = lines.Select(line => line.Run).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (runs.Count == 0)
            return lines;

        // A file whose storage did not work is in both: while it is not there, the outbox knows better, and afterwards the row of the file.
        var saved = await ListFilesAsync(runs, cancellationToken);
        var sent = (await ListMessagesAsync(runs, cancellationToken)).Where(x => x.To is not { Kind: ConnectionTypes.Storage, State: nameof(DeliveryStatus.Delivered) }).ToList();
        var waiting = sent.Select(x => x.Id).ToHashSet(StringComparer.Ordinal);
        var deliveries = saved.Where(x => !waiting.Contains(x.Id)).Concat(sent).ToLookup(x => x.Run, x => x.To);
        return [.. lines.Select(line => line.Run is { } run ? line with { DeliveredTo = [.. deliveries[run]] } : line)];
    }

    private async Task<IReadOnlyList<RunDelivery>> ListFilesAsync(List<string> runs, CancellationToken cancellationToken)
    {
        await using var ledger = await files.CreateDbContextAsync(cancellationToken);
        var rows = await ledger.Deliveries.Where(file => runs.Contains(file.WorkflowInstanceId!)).OrderBy(file => file.CreatedAt)
            .Select(file => new { file.Id, Run = file.WorkflowInstanceId!, file.Connection, file.Path, file.DeliveredAt }).ToListAsync(cancellationToken);
        return [.. rows.Select(file => new RunDelivery(file.Id, file.Run, new DeliveredTo(
            ConnectionTypes.Storage, file.Connection, file.Path, (file.DeliveredAt is null ? DeliveryStatus.Waiting : DeliveryStatus.Delivered).ToString())))];
    }

    private async Task<IReadOnlyList<RunDelivery>> ListMessagesAsync(List<string> runs, CancellationToken cancellationToken)
    {
        await using var outbox = await messages.CreateDbContextAsync(cancellationToken);
        var rows = await outbox.Deliveries.Where(message => runs.Contains(message.WorkflowInstanceId!)).OrderBy(message => message.CreatedAt)
            .Select(message => new { message.Id, Run = message.WorkflowInstanceId!, message.Kind, message.Connection, message.Target, message.Status }).ToListAsync(cancellationToken);
        return [.. rows.Select(message => new RunDelivery(message.Id, message.Run, new DeliveredTo(message.Kind, message.Connection, message.Target, message.Status.ToString())))];
    }

    private sealed record RunDelivery(string Id, string Run, DeliveredTo To);
}
