using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <inheritdoc/>
internal sealed class ScheduleCatalog(ITriggerStore triggers, IInstanceStore instances, DefinitionCatalog catalog, ScheduleStarts starts, ScheduleSignal signal, TimeProvider clock)
    : IScheduleCatalog
{
    private const int MaxInstances = 1000;

    public async Task<IReadOnlyList<ScheduleEntry>> ListAsync(int runs = 5, CancellationToken cancellationToken = default)
    {
        var count = Math.Clamp(runs, 1, IScheduleCatalog.MaxRuns);
        var rows = await triggers.ListScheduledAsync(cancellationToken);
        var last = await FindLastAsync(rows, cancellationToken);
        var entries = new List<ScheduleEntry>(rows.Count);
        foreach (var row in rows)
        {
            if (row.ReadSchedule() is not { } schedule)
                continue;

            var failing = catalog.Triggers.PauseOf(row.DefinitionId);
            var graph = await catalog.FindGraphAsync(row.DefinitionVersionId, cancellationToken);
            var isPaused = row.PausedAt is not null || failing is not null;
            entries.Add(new ScheduleEntry(
                row.Id, row.DefinitionId, row.DefinitionVersionId, row.ActivityId, row.Name, schedule, isPaused ? [] : [.. schedule.NextRuns(row.NextRunAt, count)])
            {
                FailingSince = failing?.PausedAt,
                DefinitionName = graph?.Workflow.DisplayName,
                ActivityName = graph?.FindNodeByActivityId(row.ActivityId)?.Activity.Name,
                PausedAt = row.PausedAt,
                LastRun = row.LastInstanceId is { } id ? new ScheduledRun(row.LastRunAt!.Value, id, last.GetValueOrDefault(id)?.SubStatus) : null,
            });
        }

        return entries;
    }

    public async Task<string?> RunNowAsync(string id, CancellationToken cancellationToken = default) =>
        await FindAsync(id, cancellationToken) is { } trigger ? await starts.TryStartAsync(trigger, trigger.NextRunAt, clock.GetUtcNow(), cancellationToken) : null;

    public async Task<bool> PauseAsync(string id, CancellationToken cancellationToken = default) =>
        await FindAsync(id, cancellationToken) is { } trigger && await triggers.PauseAsync(id, trigger.PausedAt ?? clock.GetUtcNow(), trigger.NextRunAt, cancellationToken);

    public async Task<bool> ResumeAsync(string id, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(id, cancellationToken) is not { } trigger || trigger.ReadSchedule() is not { } schedule)
            return false;

        var (now, due) = (clock.GetUtcNow(), trigger.NextRunAt!.Value);

        // A moment that comes only once is not lost to a pause: it comes when the pause ends.
        var next = due > now ? due : schedule.Next(due, now) ?? due;
        if (!await triggers.PauseAsync(id, null, next, cancellationToken))
            return false;

        signal.Wake();
        return true;
    }

    private async Task<TriggerRow?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await triggers.ListScheduledAsync(cancellationToken)).FirstOrDefault(trigger => trigger.Id == id);

    private async Task<Dictionary<string, InstanceRow>> FindLastAsync(IEnumerable<TriggerRow> rows, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, InstanceRow>(StringComparer.Ordinal);
        foreach (var ids in rows.Select(row => row.LastInstanceId).OfType<string>().Chunk(MaxInstances))
        {
            foreach (var instance in (await instances.ListAsync(new InstanceFilter { Ids = ids, Take = MaxInstances }, cancellationToken)).Items)
                found[instance.Id] = instance;
        }

        return found;
    }
}
