using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Media;
using Transcribe.Sandbox.Recognition;
using Transcribe.Sandbox.Storage;
using Transcribe.Sandbox.Wallet;
using Transcribe.Sandbox.Webhooks;

namespace Transcribe.Sandbox.Jobs;

/// <summary>
/// Takes one job from processing to its end. The end, its charge or release, and its callbacks are one transaction: a
/// crash before it repeats the work, never the charge.
/// </summary>
internal sealed class JobRunner(
    Store store, MediaStore media, AudioDecoder decoder, Recognisers recognisers, WalletBook wallet, CallbackOutbox outbox,
    JobSignals signals, SandboxOptions options, TimeProvider clock, ILogger<JobRunner> logger)
{
    public async Task RunAsync(JobRow job, CancellationToken cancellationToken)
    {
        try
        {
            await ReportAsync(job, "preparing", 5, cancellationToken);
            if (options.ProcessingDelay > TimeSpan.Zero)
                await Task.Delay(options.ProcessingDelay, clock, cancellationToken);

            await ReportAsync(job, "transcribing", 20, cancellationToken);
            var recording = new Recording(FolderOf(job), job.Language, job.DurationSeconds, decoder);
            var transcript = await recognisers.RecogniseAsync(recording, cancellationToken);

            await ReportAsync(job, "analyzing", 90, cancellationToken);
            await EndAsync(job, row => CompleteAsync(row, transcript), cancellationToken);
            Log.JobCompleted(logger, job.Id, transcript.Recogniser);
        }
        catch (RecognitionException e)
        {
            await FailAsync(job, e.Message, cancellationToken);
            Log.JobFailed(logger, job.Id, e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            await FailAsync(job, "The sandbox made a mistake; its log has the details.", cancellationToken);
            Log.JobBroke(logger, job.Id, e);
        }
    }

    private MediaFolder FolderOf(JobRow job) =>
        job.MediaFolder is { } name ? media.Open(name) : throw new InvalidOperationException("The job has no media folder.");

    private Task<int> ReportAsync(JobRow job, string stage, int progress, CancellationToken cancellationToken) =>
        store.WriteAsync(
            db => db.Jobs.Where(row => row.Id == job.Id && row.Attempt == job.Attempt).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Stage, stage).SetProperty(row => row.Progress, progress), cancellationToken),
            cancellationToken);

    private Task FailAsync(JobRow job, string error, CancellationToken cancellationToken) =>
        EndAsync(
            job,
            row => async db =>
            {
                row.Status = JobStatus.Failed;
                row.Error = error;
                await wallet.ReleaseAsync(db, row);
            },
            cancellationToken);

    private Func<SandboxDb, Task> CompleteAsync(JobRow row, Transcript transcript) => async db =>
    {
        row.Status = JobStatus.Completed;
        row.Progress = 100;
        row.DetectedLanguage = transcript.Language;
        db.Results.Add(new ResultRow { JobId = row.Id, Transcript = JsonSerializer.SerializeToUtf8Bytes(transcript, ApiJson.Options) });
        await wallet.ChargeAsync(db, row);
    };

    private async Task EndAsync(JobRow job, Func<JobRow, Func<SandboxDb, Task>> end, CancellationToken cancellationToken)
    {
        await store.WriteAsync(
            async db =>
            {
                // Gone when it was deleted meanwhile.
                var row = await db.Jobs.SingleOrDefaultAsync(
                    row => row.Id == job.Id && row.Attempt == job.Attempt && row.Status == JobStatus.Processing, cancellationToken);
                if (row is null)
                    return;

                row.Stage = null;
                row.CompletedAt = clock.GetUtcNow();
                await end(row)(db);
                if (row.UploadId is null)
                    row.MediaFolder = null;
                await outbox.AddAsync(db, row);
            },
            cancellationToken);

        if (job.UploadId is null)
            FolderOf(job).Delete();
        signals.Ended(job.Id);
        outbox.Wake();
    }
}
