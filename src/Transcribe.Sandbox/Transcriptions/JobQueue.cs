using Microsoft.EntityFrameworkCore;
using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Jobs;
using Transcribe.Sandbox.Storage;
using Transcribe.Sandbox.Wallet;

namespace Transcribe.Sandbox.Transcriptions;

/// <summary>Accepts a priced job: a place or the queue, and its money set aside. Runs inside the caller's transaction.</summary>
internal sealed class JobQueue(WalletBook wallet, SandboxOptions options)
{
    public async Task EnterAsync(SandboxDb db, JobRow job, decimal? maxChargeUsd)
    {
        var price = Usd.FromMicros(job.PriceMicros);
        if (price > maxChargeUsd)
        {
            throw ApiErrors.Payment(
                "max_charge_exceeded",
                $"This would cost ${price}, more than max_charge_usd.",
                ("charge_usd", price),
                ("max_charge_usd", maxChargeUsd.Value));
        }

        job.Status = await StatusAsync(db, job);
        job.Attempt++;
        await wallet.HoldAsync(db, job);
        if (job.Id == 0)
        {
            db.Jobs.Add(job);
            await db.SaveChangesAsync();
        }

        wallet.RecordHold(db, job);
    }

    private async Task<string> StatusAsync(SandboxDb db, JobRow job)
    {
        var active = await db.Jobs.CountAsync(row => row.Status == JobStatus.Pending || row.Status == JobStatus.Processing);
        if (active < options.MaxConcurrentJobs)
            return JobStatus.Pending;
        if (job.Source == Sources.Upload)
            throw ApiErrors.QueueFull("As many jobs run as may run at once, and uploads are not queued: wait for one to end.");

        var queued = await db.Jobs.CountAsync(row => row.Status == JobStatus.Queued);
        return queued < options.MaxQueuedJobs
            ? JobStatus.Queued
            : throw ApiErrors.QueueFull($"{queued} jobs wait already: wait for some to end.");
    }
}
