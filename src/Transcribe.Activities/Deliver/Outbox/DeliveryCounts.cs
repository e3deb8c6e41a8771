using Microsoft.EntityFrameworkCore;

namespace Transcribe.Activities.Deliver;

/// <summary>How many deliveries there are of each status.</summary>
/// <param name="Waiting">Being sent, or tried again later.</param>
/// <param name="Delivered">Those that arrived and are still remembered.</param>
/// <param name="Rejected">Those that will never work as they are.</param>
/// <param name="Dead">Those that were given up.</param>
public sealed record DeliveryCounts(int Waiting, int Delivered, int Rejected, int Dead)
{
    internal static async Task<DeliveryCounts> ReadAsync(IDbContextFactory<OutboxDbContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var counts = await context.Deliveries.GroupBy(row => row.Status).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        return new DeliveryCounts(Of(DeliveryStatus.Waiting), Of(DeliveryStatus.Delivered), Of(DeliveryStatus.Rejected), Of(DeliveryStatus.Dead));

        int Of(DeliveryStatus status) => counts.GetValueOrDefault(status);
    }
}
