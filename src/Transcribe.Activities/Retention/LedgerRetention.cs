using Microsoft.EntityFrameworkCore;
using Transcribe.Activities.Ledger;

namespace Transcribe.Activities.Retention;

/// <summary>Forgets what the ledger knows of the past: never a job that is open, held, of unknown end or not told of, and none that a younger row uses.</summary>
internal sealed class LedgerRetention(IDbContextFactory<LedgerDbContext> contexts)
{
    /// <summary>Deletes some jobs that ended before then; answers how many.</summary>
    public async Task<int> ForgetJobsAsync(DateTimeOffset before, int count, CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        var jobs = await Unneeded(ledger, before).OrderBy(job => job.CreatedAt).Take(count)
            .Select(job => new { job.Id, job.Connection, job.JobId }).ToListAsync(cancellationToken);
        if (jobs.Count == 0)
            return 0;

        var ids = jobs.Select(job => job.Id).ToList();
        var jobIds = jobs.Select(job => job.JobId).OfType<string>().ToList();
        await using var transaction = await ledger.Database.BeginTransactionAsync(cancellationToken);
        await ledger.Callbacks.Where(callback => ids.Contains(callback.LedgerId)).ExecuteDeleteAsync(cancellationToken);
        await ledger.Jobs.Where(job => ids.Contains(job.Id)).ExecuteDeleteAsync(cancellationToken);

        // A job that was tried again has more rows than one; its names go with the last.
        await ledger.Speakers.Where(speaker => jobIds.Contains(speaker.JobId) && !ledger.Jobs.Any(job => job.JobId == speaker.JobId && job.Connection == speaker.Connection))
            .ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return jobs.Count;
    }

    /// <summary>Deletes a batch that ended before then, with its items; answers how many batches.</summary>
    public async Task<int> ForgetBatchAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        var id = await ledger.Batches.Where(batch => batch.NotifiedAt != null && batch.EndedAt < before).OrderBy(batch => batch.CreatedAt).Select(batch => batch.Id).FirstOrDefaultAsync(cancellationToken);
        if (id is null)
            return 0;

        await using var transaction = await ledger.Database.BeginTransactionAsync(cancellationToken);
        await ledger.BatchItems.Where(item => item.BatchId == id).ExecuteDeleteAsync(cancellationToken);
        await ledger.Batches.Where(batch => batch.Id == id).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return 1;
    }

    /// <summary>Deletes what was noted about files that were stored before then.</summary>
    public async Task<int> ForgetFilesAsync(DateTimeOffset before, int count, CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await ledger.Deliveries.Where(delivery => delivery.DeliveredAt < before).Select(delivery => delivery.Id).OrderBy(id => id).Take(count).ToListAsync(cancellationToken);
        return await ledger.Deliveries.Where(delivery => ids.Contains(delivery.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    private static IQueryable<JobRecord> Unneeded(LedgerDbContext ledger, DateTimeOffset before) => ledger.Jobs
        .Where(job => job.CreatedAt < before && job.HeldAt == null)
        .Where(job => (job.CompletedAt < before && job.NotifiedAt != null) || (job.JobId == null && job.ReusedId == null && job.AttemptedAt == null))
        .Where(job => !ledger.Jobs.Any(later => later.MediaKey == job.MediaKey && later.ReusedId == job.Id && later.CreatedAt >= before))
        .Where(job => !ledger.BatchItems.Any(item => item.LedgerId == job.Id && ledger.Batches.Any(batch => batch.Id == item.BatchId && batch.NotifiedAt == null)));
}
