using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <inheritdoc/>
internal sealed class ScheduleCatalog(ITriggerStore triggers) : IScheduleCatalog
{
    public async Task<IReadOnlyList<ScheduleEntry>> ListAsync(int runs = 5, CancellationToken cancellationToken = default)
    {
        var count = Math.Clamp(runs, 1, IScheduleCatalog.MaxRuns);
        var rows = await triggers.ListScheduledAsync(cancellationToken);
        return
        [
            .. from row in rows
               let schedule = row.ReadSchedule()
               where schedule is not null
               select new ScheduleEntry(
                   row.DefinitionId, row.DefinitionVersionId, row.ActivityId, row.Name, schedule, [.. schedule.NextRuns(row.NextRunAt, count)]),
        ];
    }
}
