using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Transcribe.Activities.Transcription;
using Transcribe.Client;

namespace Transcribe.Activities.Ledger;

internal sealed class JobLedger(IDbContextFactory<LedgerDbContext> contexts, IDataProtectionProvider protection, TimeProvider clock) : IJobLedger
{
    private const string IdPrefix = "tj";
    private const string AdoptedPrefix = "adopted:";

    private readonly IDataProtector _secrets = protection.CreateProtector("Transcribe.Ledger.CallbackSecret");

    public async Task<LedgerEntry> ReserveAsync(JobReservation reservation, CancellationToken cancellationToken)
    {
        var id = StableId.Of(IdPrefix, reservation.Connection, reservation.Key);
        return await InsertOrGetAsync(
            new JobRecord
            {
                Id = id,
                Connection = reservation.Connection,
                Key = reservation.Key,
                RequestHash = reservation.RequestHash,
                CallbackUrl = reservation.CallbackUrl(id)?.AbsoluteUri,
                Source = reservation.Source,
                UploadId = reservation.UploadId,
                DurationSeconds = reservation.DurationSeconds,
                MediaKey = reservation.MediaKey,
                Origin = reservation.Origin,
                WorkflowDefinitionId = reservation.WorkflowDefinitionId,
                WorkflowInstanceId = reservation.WorkflowInstanceId,
                ActivityInstanceId = reservation.ActivityInstanceId,
                CreatedAt = clock.GetUtcNow(),
            },
            cancellationToken);
    }

    public Task<LedgerEntry> AcceptAsync(string id, JobAcceptance acceptance, CancellationToken cancellationToken) =>
        UpdateAsync(id, (ledger, job) =>
        {
            job.JobId = acceptance.JobId;
            job.Status = acceptance.Status;
            job.BilledMinutes = acceptance.BilledMinutes;
            job.PriceUsd = acceptance.PriceUsd ?? job.PriceUsd;
            job.QuotedUsd = job.PriceUsd;
            job.SpentAt ??= clock.GetUtcNow();
            (job.HeldAt, job.HoldReason) = (null, null);
            job.ProtectedCallbackSecret = acceptance.CallbackSecret is { Length: > 0 } secret ? _secrets.Protect(secret) : null;
            job.SubmittedAt ??= clock.GetUtcNow();
            job.AttemptedAt = null;
            job.Error = null;

            // A job that is tried again can keep its id, which from now on means this attempt.
            foreach (var earlier in ledger.Jobs.Where(x => x.JobId == acceptance.JobId && x.Connection == job.Connection && x.Id != id))
                earlier.RetriedBy = id;
        }, cancellationToken);

    public Task<LedgerEntry> KeepUploadAsync(string id, string uploadId, TimeSpan duration, CancellationToken cancellationToken) =>
        UpdateAsync(id, job =>
        {
            if (job.UploadId is null)
                (job.UploadId, job.DurationSeconds) = (uploadId, duration.TotalSeconds);
        }, cancellationToken);

    public Task<LedgerEntry> BeginAttemptAsync(string id, CancellationToken cancellationToken) =>
        UpdateAsync(id, job => job.AttemptedAt ??= clock.GetUtcNow(), cancellationToken);

    public Task<LedgerEntry> EndAttemptAsync(string id, AttemptEnd end, CancellationToken cancellationToken) =>
        UpdateAsync(id, job =>
        {
            if (job.JobId is not null || job.Attempt != end.Attempt)
                return;

            job.Error = end.Error;
            if (end.Certainty != AttemptCertainty.Unknown)
                job.AttemptedAt = null;
            if (end.Certainty == AttemptCertainty.Refused)
                job.Attempt++;
            if (end.Certainty == AttemptCertainty.Refused)
                (job.PriceUsd, job.SpentAt) = (null, null);
            if (end.DropsUpload)
                job.UploadId = null;
        }, cancellationToken);

    public Task HoldAsync(string id, HoldReason reason, string error, CancellationToken cancellationToken) =>
        UpdateAsync(id, job => (job.HeldAt, job.HoldReason, job.Error, job.ReleasedAt) = (clock.GetUtcNow(), reason, error, null), cancellationToken);

    public Task<LedgerEntry> UnholdAsync(string id, CancellationToken cancellationToken) =>
        UpdateAsync(id, job => (job.HeldAt, job.HoldReason) = (null, null), cancellationToken);

    public async Task<LedgerEntry?> ReleaseAsync(string id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { HeldAt: not null }
            ? await UpdateAsync(id, job =>
            {
                job.ReleasedAt = clock.GetUtcNow();
                job.CeilingWaived |= job.HoldReason == HoldReason.DailyCeilingReached;
            }, cancellationToken)
            : null;

    public async Task<LedgerEntry?> FindReusableAsync(string connection, string mediaKey, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var completed = TranscriptionStatus.Completed.Value;
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        var job = await ledger.Jobs.AsNoTracking()
            .Where(x => x.MediaKey == mediaKey && x.Connection == connection && x.CreatedAt >= since && x.JobId != null && x.RetriedBy == null)
            .Where(x => x.CompletedAt == null || x.Status == completed)
            .OrderByDescending(x => x.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        return job is null ? null : ToEntry(job);
    }

    public Task<LedgerEntry> ReuseAsync(string id, LedgerEntry earlier, CancellationToken cancellationToken) =>
        UpdateAsync(id, job =>
        {
            var now = clock.GetUtcNow();
            (job.ReusedId, job.SavedUsd, job.PriceUsd, job.Status) = (earlier.Id, earlier.PriceUsd, 0, LedgerEntry.Reused);
            (job.CompletedAt, job.NotifiedAt) = (now, now);
        }, cancellationToken);

    public async Task AbandonAsync(string connection, string jobId, CancellationToken cancellationToken)
    {
        if (await FindJobAsync(connection, jobId, cancellationToken) is { } job)
            await UpdateAsync(job.Id, row => row.AbandonedAt = clock.GetUtcNow(), cancellationToken);
    }

    public async Task<LedgerEntry> AdoptAsync(string connection, string jobId, string workflowInstanceId, CancellationToken cancellationToken)
    {
        var key = AdoptedPrefix + jobId;
        return await FindJobAsync(connection, jobId, cancellationToken) ?? await InsertOrGetAsync(
            new JobRecord
            {
                Id = StableId.Of(IdPrefix, connection, key),
                Connection = connection,
                Key = key,
                RequestHash = string.Empty,
                JobId = jobId,
                WorkflowInstanceId = workflowInstanceId,
                CreatedAt = clock.GetUtcNow(),
            },
            cancellationToken);
    }

    public async Task<LedgerEntry?> ObserveAsync(string connection, Client.Transcription row, CancellationToken cancellationToken)
    {
        if (await FindJobAsync(connection, row.Id.Value, cancellationToken) is not { } entry)
            return null;
        if (entry.CompletedAt is not null || (!row.Status.IsTerminal && entry.Status == row.Status.Value))
            return entry;

        return await UpdateAsync(entry.Id, job =>
        {
            job.Status = row.Status.Value;
            if (!row.Status.IsTerminal || job.CompletedAt is not null)
                return;

            var outcome = FinishedTranscription.From(row, connection);
            job.CompletedAt = clock.GetUtcNow();
            // What is held for a job that fails is released.
            job.PriceUsd = outcome.ChargeUsd ?? (outcome.IsCompleted ? job.PriceUsd : 0);
            job.Error = outcome.Error;
            job.Outcome = JsonSerializer.Serialize(outcome, JsonSerializerOptions.Web);
        }, cancellationToken);
    }

    public async Task LoseAsync(string connection, string jobId, string error, CancellationToken cancellationToken)
    {
        var row = new Client.Transcription { Id = jobId, Status = Client.TranscriptionStatus.Failed, Error = new Client.TranscriptionError(null, error) };
        await ObserveAsync(connection, row, cancellationToken);
    }

    public Task MarkNotifiedAsync(string id, CancellationToken cancellationToken) =>
        UpdateAsync(id, job => job.NotifiedAt = clock.GetUtcNow(), cancellationToken);

    public Task<LedgerEntry?> FindAsync(string id, CancellationToken cancellationToken) =>
        FirstAsync(job => job.Id == id, cancellationToken);

    public Task<LedgerEntry?> FindJobAsync(string? connection, string jobId, CancellationToken cancellationToken) =>
        FirstAsync(job => job.JobId == jobId && job.RetriedBy == null && (connection == null || job.Connection == connection), cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> ListByRequestAsync(
        IReadOnlyCollection<string> workflowInstanceIds, string requestHash, string? mediaKey, CancellationToken cancellationToken) =>
        QueryAsync(
            job => job.WorkflowInstanceId != null && workflowInstanceIds.Contains(job.WorkflowInstanceId) && (job.RequestHash == requestHash || (mediaKey != null && job.MediaKey == mediaKey)),
            cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> ListOpenAsync(CancellationToken cancellationToken) =>
        QueryAsync(job => job.JobId != null && job.CompletedAt == null, cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> ListUnnotifiedAsync(CancellationToken cancellationToken) =>
        QueryAsync(job => job.CompletedAt != null && job.NotifiedAt == null, cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> ListByInstanceAsync(string workflowInstanceId, CancellationToken cancellationToken) =>
        QueryAsync(job => job.WorkflowInstanceId == workflowInstanceId, cancellationToken);

    public async Task<string?> FindCallbackSecretAsync(string id, CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        var secret = await ledger.Jobs.Where(job => job.Id == id).Select(job => job.ProtectedCallbackSecret).FirstOrDefaultAsync(cancellationToken);
        return secret is null ? null : _secrets.Unprotect(secret);
    }

    private async Task<LedgerEntry> InsertOrGetAsync(JobRecord job, CancellationToken cancellationToken)
    {
        if (await FindAsync(job.Id, cancellationToken) is { } existing)
            return existing;

        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        ledger.Jobs.Add(job);
        try
        {
            await ledger.SaveChangesAsync(cancellationToken);
            return ToEntry(job);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            // Somebody else may have written the row in between; any other reason stays an error.
            if (await FindAsync(job.Id, cancellationToken) is { } winner)
                return winner;

            throw;
        }
    }

    private Task<LedgerEntry> UpdateAsync(string id, Action<JobRecord> change, CancellationToken cancellationToken) =>
        UpdateAsync(id, (_, job) => change(job), cancellationToken);

    private async Task<LedgerEntry> UpdateAsync(string id, Action<LedgerDbContext, JobRecord> change, CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        var job = await ledger.Jobs.SingleAsync(x => x.Id == id, cancellationToken);
        change(ledger, job);
        await ledger.SaveChangesAsync(cancellationToken);
        return ToEntry(job);
    }

    private async Task<LedgerEntry?> FirstAsync(Expression<Func<JobRecord, bool>> condition, CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        var job = await ledger.Jobs.AsNoTracking().Where(condition).OrderBy(x => x.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        return job is null ? null : ToEntry(job);
    }

    private async Task<IReadOnlyList<LedgerEntry>> QueryAsync(Expression<Func<JobRecord, bool>> condition, CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        var jobs = await ledger.Jobs.AsNoTracking().Where(condition).OrderBy(job => job.CreatedAt).ToListAsync(cancellationToken);
        return [.. jobs.Select(ToEntry)];
    }

    internal static LedgerEntry ToEntry(JobRecord job) => new()
    {
        Id = job.Id,
        Connection = job.Connection,
        Key = job.Key,
        RequestHash = job.RequestHash,
        MediaKey = job.MediaKey,
        Origin = job.Origin,
        CallbackUrl = job.CallbackUrl,
        Source = job.Source,
        UploadId = job.UploadId,
        DurationSeconds = job.DurationSeconds,
        Attempt = job.Attempt,
        AttemptedAt = job.AttemptedAt,
        JobId = job.JobId,
        Status = job.Status,
        BilledMinutes = job.BilledMinutes,
        PriceUsd = job.PriceUsd,
        QuotedUsd = job.QuotedUsd,
        ReusedId = job.ReusedId,
        SavedUsd = job.SavedUsd,
        HeldAt = job.HeldAt,
        HoldReason = job.HoldReason,
        CeilingWaived = job.CeilingWaived,
        AbandonedAt = job.AbandonedAt,
        WorkflowDefinitionId = job.WorkflowDefinitionId,
        WorkflowInstanceId = job.WorkflowInstanceId,
        CreatedAt = job.CreatedAt,
        SubmittedAt = job.SubmittedAt,
        CompletedAt = job.CompletedAt,
        NotifiedAt = job.NotifiedAt,
        Error = job.Error,
        Outcome = job.Outcome is null ? null : JsonSerializer.Deserialize<FinishedTranscription>(job.Outcome, JsonSerializerOptions.Web),
    };
}
