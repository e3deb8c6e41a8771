using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>
/// After an error of the database, looks for what it wrote without anybody learning of it: instances that were to run, stimuli that were to
/// be delivered. Without it they would wait for the next start.
/// </summary>
internal sealed class FalterRecovery(
    IBookmarkStore bookmarks, IInstanceStore instances, IStimulusStore stimuli, InstanceLocks locks, WorkQueue queue, TimeProvider clock, ILogger<FalterRecovery> logger)
    : BackgroundService
{
    // An error seldom comes alone; a database that is away for long is asked now and then.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Channel<bool> _faltered = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        bookmarks.Faltered += OnFaltered;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        bookmarks.Faltered -= OnFaltered;
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _faltered.Reader.WaitToReadAsync(stoppingToken))
        {
            await Task.Delay(Pause, clock, stoppingToken);
            _faltered.Reader.TryRead(out _);
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.FalterRecoveryFailed(logger, exception);
                OnFaltered(this, EventArgs.Empty);
            }
        }
    }

    private void OnFaltered(object? sender, EventArgs e) => _faltered.Writer.TryWrite(true);

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        // Whoever holds an instance's lock knows of it.
        foreach (var id in await instances.ListUnfinishedBurstsAsync(cancellationToken))
        {
            if (!locks.IsHeld(id))
                queue.Enqueue(new ContinueInstance(id));
        }

        foreach (var stimulus in await stimuli.ListAssignedAsync(cancellationToken))
            queue.Enqueue(new DeliverStimulus(stimulus.Id));
    }
}
