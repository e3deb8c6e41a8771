using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Transcribe.Sandbox.Media;
using Transcribe.Sandbox.Storage;

namespace Transcribe.Sandbox.Jobs;

/// <summary>Runs jobs in the order they came, no more at once than the account's cap; at start it takes up what was in flight.</summary>
internal sealed class JobScheduler(
    Store store, MediaStore media, JobRunner runner, SandboxOptions options, TimeProvider clock, ILogger<JobScheduler> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Doorbell bell = new();
    private readonly ConcurrentDictionary<long, CancellationTokenSource> running = new();

    /// <summary>Says that a job was added.</summary>
    public void Wake() => bell.Ring();

    /// <summary>Stops working on a job, if it runs.</summary>
    public void Cancel(long jobId)
    {
        if (running.TryGetValue(jobId, out var source))
            source.Cancel();
    }

    /// <summary>Puts what was in flight when the last process ended back in line; called before any request can come.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        var count = await store.WriteAsync(
            db => db.Jobs.Where(row => row.Status == JobStatus.Processing).ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.Status, JobStatus.Pending)
                    .SetProperty(row => row.Stage, (string?)null)
                    .SetProperty(row => row.Progress, 0),
                cancellationToken),
            cancellationToken);
        if (count > 0)
            Log.JobsResumed(logger, count);

        media.Sweep(await store.ReadAsync(db =>
            db.Jobs.Where(row => row.MediaFolder != null).Select(row => row.MediaFolder!).ToHashSetAsync(cancellationToken)));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var tasks = new List<Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = Timeout.InfiniteTimeSpan;
            try
            {
                tasks.RemoveAll(task => task.IsCompleted);
                while (running.Count < options.MaxConcurrentJobs && await TakeAsync(stoppingToken) is { } job)
                    tasks.Add(Start(job, stoppingToken));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                Log.LoopStumbled(logger, e);
                next = Pause;
            }

            await bell.WaitAsync(next, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // Jobs in flight stay as they are in the database; the next start takes them up.
        await Task.WhenAll(tasks);
    }

    private Task<JobRow?> TakeAsync(CancellationToken stoppingToken) =>
        store.WriteAsync(
            async db =>
            {
                var job = await db.Jobs
                    .Where(row => row.Status == JobStatus.Pending || row.Status == JobStatus.Queued)
                    .OrderBy(row => row.Id)
                    .FirstOrDefaultAsync(stoppingToken);
                if (job is not null)
                    job.Status = JobStatus.Processing;
                return job;
            },
            stoppingToken);

    private Task Start(JobRow job, CancellationToken stoppingToken)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        running[job.Id] = source;
        return Task.Run(() => RunAsync(job, source), CancellationToken.None);
    }

    private async Task RunAsync(JobRow job, CancellationTokenSource source)
    {
        try
        {
            await runner.RunAsync(job, source.Token);
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested)
        {
            // Deleted, or the sandbox stops.
        }
        catch (Exception e)
        {
            Log.LoopStumbled(logger, e);
        }
        finally
        {
            running.TryRemove(job.Id, out _);
            source.Dispose();
            Wake();
        }
    }
}
