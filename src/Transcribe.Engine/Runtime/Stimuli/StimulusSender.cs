using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <inheritdoc/>
internal sealed class StimulusSender(
    DefinitionCatalog catalog, IWorkflowRuntime runtime, IBookmarkStore bookmarks, IStimulusStore stimuli, WorkQueue background,
    IOptions<WorkflowEngineOptions> options, TimeProvider clock, ILogger<StimulusSender> logger) : IStimulusSender
{
    // Receivers of one stimulus run side by side, so that their commits share flushes.
    private const int Parallelism = 32;

    public Task<SendStimulusResult> SendAsync(
        string activityTypeName, object stimulus, StimulusMetadata? metadata = null, CancellationToken cancellationToken = default) =>
        SendAsync(StimulusHasher.Hash(activityTypeName, stimulus, metadata?.ActivityInstanceId), metadata, cancellationToken);

    public async Task<SendStimulusResult> SendAsync(string stimulusHash, StimulusMetadata? metadata = null, CancellationToken cancellationToken = default)
    {
        metadata ??= new StimulusMetadata();
        var started = await StartAsync(stimulusHash, metadata, cancellationToken);
        var resumed = BurstScope.IsInside ? [] : await ResumeAsync(stimulusHash, metadata, cancellationToken);

        // Upstream also keeps a stimulus that started a workflow; it would then reach a second receiver, some later wait for the next of its kind.
        if (resumed.Count == 0 && metadata.BookmarkId is null && (BurstScope.IsInside || started.Count == 0))
            await KeepAsync(stimulusHash, metadata, evenWithoutWaiter: started.Count == 0, cancellationToken);

        return new SendStimulusResult([.. started, .. resumed]);
    }

    private async Task<IReadOnlyList<RunWorkflowInstanceResponse>> StartAsync(string hash, StimulusMetadata metadata, CancellationToken cancellationToken)
    {
        if (metadata is not { WorkflowInstanceId: null, BookmarkId: null, ActivityInstanceId: null })
            return [];

        var started = new List<RunWorkflowInstanceResponse>();
        foreach (var trigger in catalog.Triggers.Find(hash))
        {
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
                started.Add(await StartAsync(request, cancellationToken));
            }
            catch (ActivationRefusedException refusal)
            {
                Log.StartRefused(logger, trigger.DefinitionId, trigger.ActivityId, refusal.Message);
            }
        }

        return started;
    }

    private async Task<RunWorkflowInstanceResponse> StartAsync(StartWorkflowRequest request, CancellationToken cancellationToken)
    {
        if (BurstScope.IsInside)
            return new(await runtime.DispatchAsync(request, cancellationToken), WorkflowStatus.Running, WorkflowSubStatus.Pending);

        return ResponseOf(await runtime.StartAsync(request, cancellationToken));
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
                responses[i] = ResponseOf(run);
        });
        return [.. responses.OfType<RunWorkflowInstanceResponse>()];
    }

    private async Task KeepAsync(string hash, StimulusMetadata metadata, bool evenWithoutWaiter, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var stimulus = new StimulusRow
        {
            Id = Identity.NewId(),
            Hash = hash,
            WorkflowInstanceId = metadata.WorkflowInstanceId,
            CorrelationId = metadata.CorrelationId,
            ActivityInstanceId = metadata.ActivityInstanceId,
            Input = Json.Of(metadata.Input),
            CreatedAt = now,
            ExpiresAt = now + options.Value.StimulusLifetime,
        };
        foreach (var match in await stimuli.KeepAsync(stimulus, evenWithoutWaiter, cancellationToken))
            background.Enqueue(new DeliverStimulus(match.StimulusId));
    }

    private static RunWorkflowInstanceResponse ResponseOf(WorkflowRun run) => new(run.WorkflowInstanceId, run.Status, run.SubStatus);
}
