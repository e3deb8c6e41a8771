using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Writes into the audit log what the server does by itself: that it pauses a workflow which fails.</summary>
internal sealed class PauseAudit(IEnumerable<ITriggerPauses> pauses, AuditLog log, ILogger<PauseAudit> logger) : BackgroundService
{
    private readonly Channel<TriggerPauseRow> _news = Channel.CreateUnbounded<TriggerPauseRow>();

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // A host may have users and no engine.
        foreach (var engine in pauses)
            engine.Paused += OnPaused;

        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var engine in pauses)
            engine.Paused -= OnPaused;

        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var pause in _news.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await log.WriteAsync(Caller.Host, AuditActions.PauseWorkflow, pause.DefinitionId, AuditOutcome.Done, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.PauseNotAudited(logger, pause.DefinitionId, exception);
            }
        }
    }

    private void OnPaused(object? sender, TriggersPausedEventArgs args) => _news.Writer.TryWrite(args.Pause);
}
