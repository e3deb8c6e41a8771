using Microsoft.Extensions.Logging;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <inheritdoc/>
internal sealed class TriggerPauses(
    DefinitionCatalog catalog, TriggerPauseStore pauses, ITriggerStore triggers, IInstanceReader runs, ErrorWorkflows errors, IRunLinker links, WorkQueue background,
    TimeProvider clock, ILogger<TriggerPauses> logger) : ITriggerPauses
{
    public event EventHandler<TriggersPausedEventArgs>? Paused;

    public IReadOnlyList<TriggerPauseRow> List() => catalog.Triggers.Pauses;

    /// <summary>Pauses a workflow that fails, unless another version has taken its place; somebody is told of it, once.</summary>
    public async Task PauseAsync(PauseFailing failing, CancellationToken cancellationToken)
    {
        if (!catalog.Triggers.OfDefinition(failing.DefinitionId).Any(trigger => trigger.DefinitionVersionId == failing.DefinitionVersionId)
            || await catalog.FindGraphAsync(failing.DefinitionVersionId, cancellationToken) is not { } graph)
            return;

        var row = new TriggerPauseRow
        {
            DefinitionId = failing.DefinitionId,
            DefinitionVersionId = failing.DefinitionVersionId,
            PausedAt = clock.GetUtcNow(),
            Failed = failing.Failed,
            Runs = failing.Runs,
            LastInstanceId = failing.LastRunId,
        };
        var telling = await errors.OfPauseAsync(await TellAsync(row, graph, cancellationToken), graph.Workflow, cancellationToken);
        if (!await catalog.PauseAsync(() => pauses.AddAsync(row, telling, cancellationToken), cancellationToken))
            return;

        Log.TriggersPaused(logger, row.DefinitionId, row.Failed, row.Runs);
        if (telling is not null)
            background.Enqueue(new ContinueInstance(telling.Id));

        Paused?.Invoke(this, new TriggersPausedEventArgs(row));
    }

    public async Task<bool> ResumeAsync(string definitionId, CancellationToken cancellationToken = default)
    {
        if (catalog.Triggers.PauseOf(definitionId) is null)
            return false;

        var now = clock.GetUtcNow();
        foreach (var trigger in (await triggers.ListScheduledAsync(cancellationToken)).Where(trigger => trigger.DefinitionId == definitionId))
        {
            if (trigger.NextRunAt <= now && trigger.ReadSchedule()?.Next(trigger.NextRunAt.Value, now) is { } next)
                await triggers.AdvanceAsync(trigger, next, null, cancellationToken);
        }

        return await catalog.PauseAsync(() => pauses.RemoveAsync(definitionId, cancellationToken), cancellationToken);
    }

    private async Task<RunFailure> TellAsync(TriggerPauseRow row, WorkflowGraph graph, CancellationToken cancellationToken)
    {
        var last = await runs.ReadStateAsync(row.LastInstanceId, cancellationToken) is { } run ? RunFailures.Of(run, graph, links.LinkTo(run.Id)) : null;
        return (last ?? new RunFailure { Workflow = graph.Workflow.DisplayName ?? row.DefinitionId, DefinitionId = row.DefinitionId, RunId = row.LastInstanceId, Message = string.Empty }) with
        {
            Message = last is null ? row.Explain() : $"{row.Explain()} The last one: {last.Message}",
            At = row.PausedAt,
            IsPause = true,
        };
    }
}
