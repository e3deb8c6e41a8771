using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using Transcribe.Workflows.Host.Runs;

namespace Transcribe.Workflows.Host.Overview;

/// <summary>Reads the newest runs of each state with the reason for it: a few small queries, however long the runs are.</summary>
internal sealed class OverviewReader(
    IInstanceStore instances, IBookmarkStore bookmarks, IJournalStore journal, IDefinitionStore definitions, FolderProvider folder, ITriggerPauses pauses)
{
    private const int Latest = 5;
    private const string FaultedEvent = "Faulted";

    public Task<RunGroup> ListRunningAsync(CancellationToken cancellationToken) =>
        ListAsync([WorkflowSubStatus.Pending, WorkflowSubStatus.Executing], InstanceOrder.CreatedAt, RunningAsync, cancellationToken);

    public Task<RunGroup> ListWaitingAsync(CancellationToken cancellationToken) =>
        ListAsync([WorkflowSubStatus.Suspended], InstanceOrder.UpdatedAt, WaitingAsync, cancellationToken);

    public Task<RunGroup> ListFailedAsync(CancellationToken cancellationToken) =>
        ListAsync([WorkflowSubStatus.Faulted], InstanceOrder.FinishedAt, FailedAsync, cancellationToken);

    /// <summary>What ended among the newest runs, whatever came of the others: whoever just ran something finds it, and no long list is read.</summary>
    public async Task<IReadOnlyList<RunLine>> ListEndedAsync(CancellationToken cancellationToken)
    {
        var newest = await instances.ListAsync(new InstanceFilter { Take = Latest }, cancellationToken);
        return await DescribeAsync(newest.Items.Where(run => run.SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled), EndedAsync, cancellationToken);
    }

    /// <summary>The files that are not published, without those whose draft somebody mended and published meanwhile.</summary>
    public async Task<IReadOnlyList<UnpublishedWorkflow>> ListUnpublishedAsync(CancellationToken cancellationToken)
    {
        var unpublished = new List<UnpublishedWorkflow>();
        foreach (var file in folder.Refused)
        {
            if (file.DefinitionId is null || await definitions.FindAsync(file.DefinitionId, VersionOptions.Draft, cancellationToken) is not null)
                unpublished.Add(new UnpublishedWorkflow(file.File, file.DefinitionId, file.Name, file.Problem));
        }

        return unpublished;
    }

    /// <summary>The workflows that are paused because they fail.</summary>
    public async Task<IReadOnlyList<PausedWorkflow>> ListPausedAsync(CancellationToken cancellationToken)
    {
        var paused = new List<PausedWorkflow>();
        foreach (var pause in pauses.List())
        {
            var definition = await definitions.FindVersionAsync(pause.DefinitionVersionId, cancellationToken);
            paused.Add(new PausedWorkflow(pause.DefinitionId, definition?.Name ?? pause.DefinitionId, pause.PausedAt, pause.LastInstanceId, pause.Explain()));
        }

        return paused;
    }

    private async Task<RunGroup> ListAsync(
        WorkflowSubStatus[] states, InstanceOrder order, Func<InstanceRow, string, CancellationToken, Task<RunLine>> describe, CancellationToken cancellationToken)
    {
        var page = await instances.ListAsync(new InstanceFilter { SubStatuses = states, Order = order, Take = Latest }, cancellationToken);
        return new RunGroup(page.TotalCount, await DescribeAsync(page.Items, describe, cancellationToken));
    }

    private async Task<List<RunLine>> DescribeAsync(
        IEnumerable<InstanceRow> runs, Func<InstanceRow, string, CancellationToken, Task<RunLine>> describe, CancellationToken cancellationToken)
    {
        var lines = new List<RunLine>();
        foreach (var run in runs)
        {
            var definition = await definitions.FindVersionAsync(run.DefinitionVersionId, cancellationToken);
            lines.Add(await describe(run, definition?.Name ?? run.DefinitionId, cancellationToken));
        }

        return lines;
    }

    private static Task<RunLine> EndedAsync(InstanceRow run, string workflow, CancellationToken cancellationToken) =>
        Task.FromResult(new RunLine(run.Id, workflow, run.Name, run.FinishedAt ?? run.UpdatedAt, null, null) { IsCancelled = run.SubStatus == WorkflowSubStatus.Cancelled });

    private static Task<RunLine> RunningAsync(InstanceRow run, string workflow, CancellationToken cancellationToken) =>
        Task.FromResult(new RunLine(run.Id, workflow, run.Name, run.CreatedAt, null, null));

    private async Task<RunLine> WaitingAsync(InstanceRow run, string workflow, CancellationToken cancellationToken)
    {
        var places = await bookmarks.ListByInstanceAsync(run.Id, cancellationToken);
        if (NextAttempts.In(places) is { } retry)
            return new RunLine(run.Id, workflow, run.Name, run.UpdatedAt, retry.Step, retry.Why) { RetryAt = retry.At };

        var place = places is [var first, ..] ? first : null;
        var step = place is null ? null : await journal.FindExecutionAsync(place.ActivityInstanceId, cancellationToken);
        return new RunLine(run.Id, workflow, run.Name, place?.CreatedAt ?? run.UpdatedAt, step?.ActivityName ?? place?.ActivityId, null);
    }

    // The first fault is the cause; later ones may follow from it.
    private async Task<RunLine> FailedAsync(InstanceRow run, string workflow, CancellationToken cancellationToken)
    {
        var faults = await journal.ListAsync(run.Id, new JournalFilter { EventNames = [FaultedEvent], Take = 1 }, cancellationToken);
        var fault = faults.Items is [var first, ..] ? first : null;
        return new RunLine(run.Id, workflow, run.Name, run.FinishedAt ?? run.UpdatedAt, fault?.ActivityName ?? fault?.ActivityId, fault?.Message);
    }
}
