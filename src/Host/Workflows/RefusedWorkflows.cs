using System.Threading.Channels;
using Transcribe.Activities.Connections;
using Transcribe.Engine.Runtime;

namespace Transcribe.Workflows.Host.Workflows;

/// <summary>Tries workflow files again that could not be published, as soon as connections have changed: one may have been what they lacked.</summary>
internal sealed partial class RefusedWorkflows(FolderProvider folder, IConnectionNames connections, ILogger<RefusedWorkflows> logger) : BackgroundService
{
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        connections.Changed += OnChanged;
        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        connections.Changed -= OnChanged;
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in _changes.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                if (folder.Refused.Count > 0)
                    await folder.PublishAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The next change, or the next start, tries again; the server has better things to do than to end over it.
                NotTriedAgain(logger, exception);
            }
        }
    }

    private void OnChanged(object? sender, EventArgs e) => _changes.Writer.TryWrite(true);

    [LoggerMessage(1, LogLevel.Error, "The workflow files that could not be published were not tried again.")]
    private static partial void NotTriedAgain(ILogger logger, Exception exception);
}
