using Transcribe.Engine.Activities;
using Transcribe.Engine.Runtime;

namespace Transcribe.Engine.Server.Studio;

/// <summary>One schedule; what does not belong to its kind is null.</summary>
internal sealed record ScheduleModel(
    string Id, string DefinitionId, string? DefinitionName, string DefinitionVersionId, string ActivityId, string? ActivityName, string ActivityType, TimeSpan? Interval, string? CronExpression,
    string? TimeZone, DateTimeOffset? ExecuteAt, string MissedRuns, string Overlap, TimeSpan Jitter, DateTimeOffset? PausedAt, DateTimeOffset? FailingSince,
    IReadOnlyList<DateTimeOffset> NextRuns, LastRunModel? LastRun)
{
    public static ScheduleModel Of(ScheduleEntry entry) => new(
        entry.Id,
        entry.DefinitionId,
        entry.DefinitionName,
        entry.DefinitionVersionId,
        entry.ActivityId,
        entry.ActivityName,
        entry.ActivityType,
        (entry.Schedule as TimerTriggerPayload)?.Interval,
        (entry.Schedule as CronTriggerPayload)?.CronExpression,
        (entry.Schedule as CronTriggerPayload)?.TimeZone,
        (entry.Schedule as StartAtTriggerPayload)?.ExecuteAt,
        entry.Schedule.MissedRuns.ToString(),
        entry.Schedule.Overlap.ToString(),
        entry.Schedule.Jitter,
        entry.PausedAt,
        entry.FailingSince,
        entry.NextRuns,
        entry.LastRun is { } run ? new LastRunModel(run.StartedAt, run.WorkflowInstanceId, run.SubStatus?.ToString()) : null);
}

/// <summary>What a schedule last started; the state is null when that run was deleted.</summary>
internal sealed record LastRunModel(DateTimeOffset StartedAt, string WorkflowInstanceId, string? SubStatus);
