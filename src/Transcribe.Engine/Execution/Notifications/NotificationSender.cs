using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.State;

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

    /// <summary>Whether the host has a handler; where nobody listens, nothing is looked up.</summary>
    public static bool IsHeard<T>(IServiceProvider services)
        where T : INotification => services.GetService<IServiceProviderIsService>()?.IsService(typeof(INotificationHandler<T>)) == true;

    /// <summary>Tells the handlers of a burst.</summary>
    public static async ValueTask SendAsync<T>(IServiceProvider services, T notification, CancellationToken cancellationToken)
        where T : INotification
    {
        foreach (var handler in services.GetServices<INotificationHandler<T>>())
            await handler.HandleAsync(notification, cancellationToken);
    }

    /// <summary>Tells of a commit. It is durable: what a handler throws changes nothing.</summary>
    public async ValueTask TellSavedAsync(WorkflowExecutionContext run, BurstCommit commit)
    {
        try
        {
            await SendAsync(run.ServiceProvider, new WorkflowInstanceSaved(commit.State), run.CancellationToken);
            if (commit.AddedBookmarks.Count + commit.RemovedBookmarkIds.Count == 0)
                return;

            foreach (var bookmark in commit.AddedBookmarks)
                await SendAsync(run.ServiceProvider, new BookmarkSaved(run.Id, bookmark), run.CancellationToken);
            await SendAsync(run.ServiceProvider, new WorkflowBookmarksIndexed(run, commit.AddedBookmarks, commit.RemovedBookmarkIds), run.CancellationToken);
        }
        catch (Exception exception)
        {
            Log.NotificationFailed(logger, run.Id, exception);
        }
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
