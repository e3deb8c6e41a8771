using Microsoft.Extensions.Options;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <inheritdoc/>
internal sealed class BookmarkQueue(IStimulusStore stimuli, IBookmarkStore bookmarks, WorkQueue background, IOptions<WorkflowEngineOptions> options, TimeProvider clock) : IBookmarkQueue
{
    public async Task EnqueueAsync(NewBookmarkQueueItem item, CancellationToken cancellationToken = default)
    {
        if (item.Options?.Properties is { Count: > 0 })
            throw new ArgumentException("Properties are for an instance that is resumed now (IWorkflowResumer); what is queued carries input.", nameof(item));

        if (item.BookmarkId is not { } bookmarkId)
            await KeepAsync(item, item.StimulusHash ?? throw new ArgumentException("An item names a stimulus or a bookmark.", nameof(item)), evenWithoutWaiter: true, cancellationToken);
        else if (await bookmarks.FindAsync(bookmarkId, cancellationToken) is { } waiter && waiter.WorkflowInstanceId == (item.WorkflowInstanceId ?? waiter.WorkflowInstanceId))
            await KeepAsync(item with { WorkflowInstanceId = waiter.WorkflowInstanceId, ActivityInstanceId = waiter.ActivityInstanceId }, waiter.Hash, evenWithoutWaiter: false, cancellationToken);
    }

    /// <summary>Keeps an item for those who wait now, or also for one who comes later.</summary>
    public async Task KeepAsync(NewBookmarkQueueItem item, string hash, bool evenWithoutWaiter, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var stimulus = new StimulusRow
        {
            Id = Identity.NewId(),
            Hash = hash,
            WorkflowInstanceId = item.WorkflowInstanceId,
            CorrelationId = item.CorrelationId,
            ActivityInstanceId = item.ActivityInstanceId,
            BookmarkId = item.BookmarkId,
            Input = Json.Of(item.Options?.Input),
            CreatedAt = now,
            ExpiresAt = now + options.Value.StimulusLifetime,
        };
        foreach (var match in await stimuli.KeepAsync(stimulus, evenWithoutWaiter, cancellationToken))
            background.Enqueue(new DeliverStimulus(match.StimulusId));
    }
}
