using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Gives up kept stimuli that nobody has waited for in time, and forgets what is not to start once any more.</summary>
internal sealed class StimulusPurge(IStimulusStore stimuli, StartKeyStore keys, TimeProvider clock, ILogger<StimulusPurge> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await stimuli.PurgeAsync(stoppingToken) is > 0 and var count)
                    Log.StimuliExpired(logger, count);

                await keys.PurgeAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.PurgeFailed(logger, exception);
            }
        }
    }
}
