using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Execution;

/// <inheritdoc/>
internal sealed class NotificationSender(IServiceScopeFactory scopes, ILogger<NotificationSender> logger) : INotificationSender
{
    public async Task SendAsync<T>(T notification, CancellationToken cancellationToken = default)
        where T : INotification
    {
        await using var scope = scopes.CreateAsyncScope();
        await SendAsync(scope.ServiceProvider, notification, cancellationToken);
    }

    /// <summary>Tells the handlers of a burst.</summary>
    public static async ValueTask SendAsync<T>(IServiceProvider services, T notification, CancellationToken cancellationToken)
        where T : INotification
    {
        foreach (var handler in services.GetServices<INotificationHandler<T>>())
            await handler.HandleAsync(notification, cancellationToken);
    }

    /// <summary>Tells of what is durable, and so happens to nobody any more.</summary>
    public async ValueTask TellCommittedAsync(WorkflowExecutionContext run)
    {
        try
        {
            await SendAsync(run.ServiceProvider, new WorkflowStateCommitted(run), run.CancellationToken);
            if (run.Status == WorkflowStatus.Finished)
                await SendAsync(run.ServiceProvider, new WorkflowFinished(run), run.CancellationToken);
        }
        catch (Exception exception)
        {
            Log.NotificationFailed(logger, run.Id, exception);
        }
    }
}
