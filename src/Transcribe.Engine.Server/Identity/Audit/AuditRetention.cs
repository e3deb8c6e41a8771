using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Deletes what the audit log need not keep any longer, at the start and once a day.</summary>
internal sealed class AuditRetention(AuditLog log, IOptions<IdentityOptions> options, TimeProvider clock, ILogger<AuditRetention> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await log.PruneAsync(clock.GetUtcNow() - options.Value.AuditRetention, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The log grows a day longer; nothing else depends on it.
                Log.PruningFailed(logger, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
