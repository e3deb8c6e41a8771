using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Deletes instances whose time is over, some at a time.</summary>
internal sealed class RetentionService(IInstanceStore instances, IOptions<WorkflowEngineOptions> options, TimeProvider clock, ILogger<RetentionService> logger)
    : BackgroundService
{
    private readonly RetentionOptions _retention = options.Value.Retention;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_retention.Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await DeleteOldAsync(stoppingToken) is > 0 and var count)
                    Log.InstancesExpired(logger, count);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.RetentionFailed(logger, _retention.Interval, exception);
            }
        }
    }

    private async Task<int> DeleteOldAsync(CancellationToken cancellationToken)
    {
        if (new[] { _retention.Finished, _retention.Cancelled, _retention.Faulted }.Min() is not { } shortest)
            return 0;

        var now = clock.GetUtcNow();
        var deleted = 0;
        IReadOnlyList<FinishedInstance> page;
        FinishedInstance? last = null;
        do
        {
            page = await instances.ListFinishedAsync(now - shortest, last, RetentionOptions.BatchSize, cancellationToken);
            var old = page.Where(instance => _retention.Of(instance.SubStatus) is { } kept && instance.FinishedAt <= now - kept).Select(instance => instance.Id).ToList();
            if (old.Count > 0)
                deleted += await instances.DeleteAsync(old, cancellationToken);

            last = page.Count > 0 ? page[^1] : null;
        }
        while (page.Count == RetentionOptions.BatchSize);

        return deleted;
    }
}
