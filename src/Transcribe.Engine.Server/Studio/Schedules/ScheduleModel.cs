using Transcribe.Engine.Activities;
using Transcribe.Engine.Runtime;

namespace Transcribe.Engine.Server.Studio;

/// <summary>One schedule; what does not belong to its kind is null.</summary>
internal sealed record ScheduleModel(
    string DefinitionId, string DefinitionVersionId, string ActivityId, string ActivityType, TimeSpan? Interval, string? CronExpression, string? TimeZone,
    DateTimeOffset? ExecuteAt, string MissedRuns, IReadOnlyList<DateTimeOffset> NextRuns)
{
    public static ScheduleModel Of(ScheduleEntry entry) => new(
        entry.DefinitionId,
        entry.DefinitionVersionId,
        entry.ActivityId,
        entry.ActivityType,
        (entry.Schedule as TimerTriggerPayload)?.Interval,
        (entry.Schedule as CronTriggerPayload)?.CronExpression,
        (entry.Schedule as CronTriggerPayload)?.TimeZone,
        (entry.Schedule as StartAtTriggerPayload)?.ExecuteAt,
        entry.Schedule.MissedRuns.ToString(),
        entry.NextRuns);
}
