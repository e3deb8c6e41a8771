using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Transcribe.Activities.Engines;

namespace Transcribe.Activities.Triggers;

/// <summary>Lets each published trigger look at its source when it is time to. One that fails, or does not answer, holds up no other.</summary>
internal sealed class WatchService(IEnumerable<IWatch> watches, IRuns runs, TimeProvider clock, ILogger<WatchService> logger) : BackgroundService
{
    private const int AtATime = 8;
    private const int MaxDoublings = 10;

    // How long at most a workflow that was published just now waits to be looked after.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly Dictionary<string, (DateTimeOffset NextAt, int Failures)> _plan = new(StringComparer.Ordinal);

    /// <summary>Looks at every source whose time has come; while the server is paused, at none.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (runs.IsPaused)
            return;

        var sources = watches.SelectMany(watch => watch.List()).DistinctBy(source => source.Source).ToList();
        foreach (var gone in _plan.Keys.Except(sources.Select(source => source.Source)).ToList())
            _plan.Remove(gone);

        var due = sources.Where(source => !_plan.TryGetValue(source.Source, out var plan) || plan.NextAt <= clock.GetUtcNow()).ToList();
        await Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken },
            async (source, token) =>
            {
                var failures = await TryLookAsync(source, token) ? 0 : FailuresOf(source.Source) + 1;
                lock (_plan)
                    _plan[source.Source] = (clock.GetUtcNow() + PauseOf(source.Interval, failures), failures);
            });
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // What comes must be seen whatever happens here, so the loop itself never ends.
                logger.WatchRoundFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // What does not answer is asked more and more seldom.
    private static TimeSpan PauseOf(TimeSpan interval, int failures)
    {
        var pause = interval * (1 << Math.Min(failures, MaxDoublings));
        return pause < LongestPause ? pause : interval > LongestPause ? interval : LongestPause;
    }

    private int FailuresOf(string source)
    {
        lock (_plan)
            return _plan.TryGetValue(source, out var plan) ? plan.Failures : 0;
    }

    private async Task<bool> TryLookAsync(WatchedSource source, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await source.LookAsync(source.Source, either.Token);
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            logger.SourceNotRead(source.Place.DefinitionId, source.Place.ActivityId, exception is OperationCanceledException ? "it did not answer in time" : exception.Message);
            return false;
        }
    }
}
