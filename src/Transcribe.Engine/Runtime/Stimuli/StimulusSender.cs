using Microsoft.Extensions.Logging;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <inheritdoc/>
internal sealed class StimulusSender(
    DefinitionCatalog catalog, IWorkflowRuntime runtime, IBookmarkStore bookmarks, BookmarkQueue queue, ILogger<StimulusSender> logger) : IStimulusSender
{
    // Receivers of one stimulus run side by side, so that their commits share flushes.
    private const int Parallelism = 32;

    public Task<SendStimulusResult> SendAsync(
        string activityTypeName, object stimulus, StimulusMetadata? metadata = null, CancellationToken cancellationToken = default) =>
        SendAsync(StimulusHasher.Hash(activityTypeName, stimulus, metadata?.ActivityInstanceId), metadata, cancellationToken);

    public Task<SendStimulusResult> SendAsync(string stimulusHash, StimulusMetadata? metadata = null, CancellationToken cancellationToken = default) =>
        SendAsync(stimulusHash, metadata ?? new StimulusMetadata(), BurstScope.IsInside, cancellationToken);

    /// <summary>Sends a stimulus; in the background, whom it reaches runs later.</summary>
    public async Task<SendStimulusResult> SendAsync(string hash, StimulusMetadata metadata, bool inBackground, CancellationToken cancellationToken)
    {
        var started = await StartAsync(hash, metadata, inBackground, cancellationToken);
        var resumed = inBackground ? [] : await ResumeAsync(hash, metadata, cancellationToken);

        // Upstream also keeps a stimulus that started a workflow; it would then reach a second receiver, some later wait for the next of its kind.
        if (resumed.Count == 0 && (inBackground || (started.Count == 0 && metadata.BookmarkId is null)))
            await KeepAsync(hash, metadata, evenWithoutWaiter: started.Count == 0, cancellationToken);

        return new SendStimulusResult([.. started, .. resumed]);
    }

    private async Task<IReadOnlyList<RunWorkflowInstanceResponse>> StartAsync(string hash, StimulusMetadata metadata, bool inBackground, CancellationToken cancellationToken)
    {
        if (metadata is not { WorkflowInstanceId: null, BookmarkId: null, ActivityInstanceId: null })
            return [];

        var started = new List<RunWorkflowInstanceResponse>();
        var triggers = catalog.Triggers;
        foreach (var trigger in triggers.Find(hash))
        {
            if (triggers.PauseOf(trigger.DefinitionId) is { } pause)
            {
                Log.StartRefused(logger, trigger.DefinitionId, trigger.ActivityId, pause.Explain());
                continue;
            }

            var request = new StartWorkflowRequest
            {
                DefinitionVersionId = trigger.DefinitionVersionId,
                TriggerActivityId = trigger.ActivityId,
                CorrelationId = metadata.CorrelationId,
                ParentWorkflowInstanceId = metadata.ParentWorkflowInstanceId,
                Input = metadata.Input,
                Properties = metadata.Properties,
            };
            try
            {
                started.Add(await StartAsync(request, inBackground, cancellationToken));
            }
            catch (ActivationRefusedException refusal)
            {
                Log.StartRefused(logger, trigger.DefinitionId, trigger.ActivityId, refusal.Message);
            }
        }

        return started;
    }

    private async Task<RunWorkflowInstanceResponse> StartAsync(StartWorkflowRequest request, bool inBackground, CancellationToken cancellationToken)
    {
        if (inBackground)
            return new(await runtime.DispatchAsync(request, cancellationToken), WorkflowStatus.Running, WorkflowSubStatus.Pending);

        return (await runtime.StartAsync(request, cancellationToken)).ToResponse();
    }

    private async Task<IReadOnlyList<RunWorkflowInstanceResponse>> ResumeAsync(string hash, StimulusMetadata metadata, CancellationToken cancellationToken)
    {
        var filter = new BookmarkFilter(hash)
        {
            WorkflowInstanceId = metadata.WorkflowInstanceId,
            CorrelationId = metadata.CorrelationId,
            ActivityInstanceId = metadata.ActivityInstanceId,
            BookmarkId = metadata.BookmarkId,
        };
        var waiting = await bookmarks.FindAsync(filter, cancellationToken);
        var responses = new RunWorkflowInstanceResponse?[waiting.Count];
        await Parallel.ForAsync(0, waiting.Count, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken }, async (i, token) =>
        {
            var request = new ResumeBookmarkRequest(waiting[i].Id) { WorkflowInstanceId = waiting[i].WorkflowInstanceId, Input = metadata.Input };
            if (await runtime.ResumeAsync(request, token) is { } run)
                responses[i] = run.ToResponse();
        });
        return [.. responses.OfType<RunWorkflowInstanceResponse>()];
    }

    private Task KeepAsync(string hash, StimulusMetadata metadata, bool evenWithoutWaiter, CancellationToken cancellationToken)
    {
        var item = new NewBookmarkQueueItem
        {
            WorkflowInstanceId = metadata.WorkflowInstanceId,
            CorrelationId = metadata.CorrelationId,
            ActivityInstanceId = metadata.ActivityInstanceId,
            BookmarkId = metadata.BookmarkId,
            Options = new() { Input = metadata.Input },
        };
        return item.BookmarkId is null ? queue.KeepAsync(item, hash, evenWithoutWaiter, cancellationToken) : queue.EnqueueAsync(item, cancellationToken);
    }
}
