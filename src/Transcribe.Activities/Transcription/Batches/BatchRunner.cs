using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Engines;
using Transcribe.Activities.Ledger;
using Transcribe.Activities.Transcription.Media;
using Transcribe.Activities.Transcription.Submitting;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription.Batches;

/// <summary>
/// Moves batches on, one round at a time. Every step is a row before it is a call, and a repeated call has the same key and the same
/// request, so that a crash anywhere pays for nothing twice.
/// </summary>
internal sealed class BatchRunner(
    BatchStore store, JobSubmitter submitter, IJobLedger ledger, MediaInput media, MediaUploads uploads, ITranscribeConnections connections, IWaitNotifier notifier, TimeProvider clock, ILogger<BatchRunner> logger)
{
    private const int MaxSetbacks = 8;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>Answers whether any batch goes on.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var open = await store.ListOpenAsync(cancellationToken);
        await Parallel.ForEachAsync(open, cancellationToken, async (batch, token) => await MoveAsync(batch, token));
        foreach (var batch in await store.ListUnnotifiedAsync(cancellationToken))
        {
            await notifier.BatchEndedAsync(batch.Id, cancellationToken);
            await store.MarkNotifiedAsync(batch.Id, cancellationToken);
        }

        return open.Count > 0;
    }

    private async Task MoveAsync(BatchRecord batch, CancellationToken cancellationToken)
    {
        foreach (var (item, job) in await store.ListEndedAsync(batch.Id, cancellationToken))
            await EndAsync(batch, item, job, cancellationToken);

        await store.UnholdAsync(batch.Id, cancellationToken);
        var progress = (await store.FindProgressAsync(batch.Id, cancellationToken))!;
        if (batch.StopsAtFailure && progress.Failed > 0)
            await store.StopAsync(batch.Id, "Left out: the batch stops at its first failure.", cancellationToken);
        else if (progress.Held == 0)
            await FillAsync(batch, batch.Parallel - progress.Running, batch.BudgetUsd - progress.CostUsd, cancellationToken);

        progress = (await store.FindProgressAsync(batch.Id, cancellationToken))!;
        if (progress.Waiting + progress.Running + progress.Held == 0)
            await store.EndAsync(batch.Id, cancellationToken);
    }

    private async Task EndAsync(BatchRecord batch, BatchItemRecord item, LedgerEntry job, CancellationToken cancellationToken)
    {
        var outcome = job.Outcome!;
        item.DurationSeconds = outcome.DurationSeconds;
        item.PaidUsd += item.IsReused ? 0 : job.PriceUsd ?? 0;
        item.HeldUsd = 0;
        if (outcome.IsCompleted)
            (item.State, item.Error) = (BatchItemState.Done, null);
        else
            FailAttempt(batch, item, outcome.Error ?? $"The job ended as {outcome.Status}.");

        await store.SaveAsync(item, cancellationToken);
    }

    private static void FailAttempt(BatchRecord batch, BatchItemRecord item, string error)
    {
        item.FailedAttempts++;
        (item.LedgerId, item.JobId, item.MaxChargeUsd, item.Error) = (null, null, null, error);
        item.State = item.FailedAttempts < batch.MaxAttempts ? BatchItemState.Waiting : BatchItemState.Failed;
    }

    private async Task FillAsync(BatchRecord batch, int free, decimal? budget, CancellationToken cancellationToken)
    {
        foreach (var item in free > 0 ? await store.ListNextAsync(batch.Id, free, cancellationToken) : [])
        {
            await SubmitAsync(batch, item, budget, cancellationToken);
            budget -= item.HeldUsd;
            if (item.State == BatchItemState.Held)
                return;
        }
    }

    private async Task SubmitAsync(BatchRecord batch, BatchItemRecord item, decimal? budget, CancellationToken cancellationToken)
    {
        try
        {
            if (item.Storage is not null && item.Upload is null)
                await UploadAsync(batch, item, cancellationToken);
            if (item.MaxChargeUsd is null && budget is { } left)
            {
                item.MaxChargeUsd = Math.Max(left, 0);
                await store.SaveAsync(item, cancellationToken);
            }

            var result = await submitter.SubmitAsync(ToSubmission(batch, item), cancellationToken);
            Note(item, result);
            if (result is { IsQueueFull: true, LedgerId: { } row })
                await ledger.HoldAsync(row, HoldReason.QueueFull, result.Reason!, cancellationToken);
        }
        catch (Exception exception) when (exception is MediaException or UnknownConnectionException)
        {
            (item.State, item.Error) = (BatchItemState.Failed, exception.Message);
        }
        catch (TranscribeException exception)
        {
            SetBack(item, exception.Message);
        }

        logger.BatchItemMoved(batch.Id, item.Index, item.State.ToString());
        await store.SaveAsync(item, cancellationToken);
    }

    private async Task UploadAsync(BatchRecord batch, BatchItemRecord item, CancellationToken cancellationToken)
    {
        await using var lease = await media.OpenAsync(item.Media, item.Storage!, null, cancellationToken);
        var (upload, duration) = await uploads.SendAsync(lease.File, connections.Get(batch.Connection), cancellationToken);
        item.Upload = JsonSerializer.Serialize(
            new UploadedAudio
            {
                UploadId = upload.UploadId, FileName = upload.FileName, Length = upload.Length, DurationSeconds = duration.TotalSeconds,
                ContentHash = await MediaUploads.HashAsync(lease.File, cancellationToken), Connection = batch.Connection,
            },
            JsonSerializerOptions.Web);
        await store.SaveAsync(item, cancellationToken);
    }

    // The key counts paid attempts that failed: only a new one may be another job.
    private static JobSubmission ToSubmission(BatchRecord batch, BatchItemRecord item) => new(
        item.Storage is null ? item.Media : null,
        batch.Connection,
        StableId.Of(StableId.Submission, batch.Id, item.Index.ToString(CultureInfo.InvariantCulture), item.FailedAttempts.ToString(CultureInfo.InvariantCulture)))
    {
        Upload = UploadedAudio.From(item.Upload),
        Language = batch.Language,
        Pipeline = batch.Pipeline,
        MaxChargeUsd = item.MaxChargeUsd,
        HoldsUnpaid = true,
        ReuseWindow = batch.ReuseWindow,
        EarlierRow = item.LedgerId,
        WorkflowDefinitionId = batch.WorkflowDefinitionId,
        WorkflowInstanceId = batch.WorkflowInstanceId,
    };

    private void Note(BatchItemRecord item, SubmissionResult result)
    {
        item.LedgerId = result.LedgerId ?? item.LedgerId;
        if (result.Job is { } job)
        {
            (item.State, item.JobId, item.Setbacks, item.Error) = (BatchItemState.Running, job.Id, 0, null);
            (item.HeldUsd, item.SavedUsd, item.IsReused) = (job.PriceUsd ?? 0, result.SavedUsd ?? 0, result.IsReused);
        }
        else if (result.HeldLedgerId is not null)
        {
            (item.State, item.Error) = (BatchItemState.Held, result.Reason);
        }
        else if (result.IsOverCeiling)
        {
            (item.State, item.Error) = (BatchItemState.Skipped, $"Left out: what is left of the budget does not cover it. {result.Reason}");
        }
        else if (result.IsQueueFull)
        {
            // Nothing is wrong with it: it waits for its place as long as the batch may take.
            item.Setbacks = Math.Min(item.Setbacks, MaxSetbacks - 2);
            SetBack(item, result.Reason!);
        }
        else if (result.Transient is not null)
        {
            SetBack(item, result.Reason!);
        }
        else
        {
            (item.State, item.Error) = (BatchItemState.Failed, result.Reason);
        }
    }

    // A queue that is full, a network that is down: the same submission again, later and later.
    private void SetBack(BatchItemRecord item, string error)
    {
        item.Error = error;
        item.Setbacks++;
        item.State = item.Setbacks < MaxSetbacks ? BatchItemState.Waiting : BatchItemState.Failed;
        item.NotBefore = clock.GetUtcNow() + TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << Math.Min(item.Setbacks - 1, 10), LongestPause.Ticks));
    }
}
