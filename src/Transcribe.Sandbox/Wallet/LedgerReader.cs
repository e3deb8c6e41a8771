using Microsoft.EntityFrameworkCore;
using Transcribe.Sandbox.Storage;

namespace Transcribe.Sandbox.Wallet;

internal sealed class LedgerReader(Store store)
{
    /// <summary>Every job that ever set money aside, deleted ones included, oldest first.</summary>
    public async Task<IReadOnlyList<SandboxLedgerEntry>> ReadAsync() => await store.ReadAsync(async db =>
    {
        var entries = await db.Ledger.OrderBy(entry => entry.Id).ToListAsync();
        var ids = entries.Select(entry => entry.JobId).Distinct().ToList();
        var statuses = await db.Jobs.Where(job => ids.Contains(job.Id)).ToDictionaryAsync(job => job.Id, job => job.Status);
        return entries.GroupBy(entry => entry.JobId).Select(job => Summarise(job, statuses.GetValueOrDefault(job.Key, "deleted"))).ToList();
    });

    private static SandboxLedgerEntry Summarise(IGrouping<long, LedgerRow> job, string status)
    {
        long Sum(string kind) => job.Where(entry => entry.Kind == kind).Sum(entry => entry.Micros);
        var charged = Sum("charge");
        return new SandboxLedgerEntry(
            job.Key, status, job.Count(entry => entry.Kind == "hold"), Usd.FromMicros(Sum("hold") - charged - Sum("release")), Usd.FromMicros(charged));
    }
}
