using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Runtime;

/// <summary>What the clock will start, and when; and what people do about it.</summary>
public interface IScheduleCatalog
{
    /// <summary>The most next runs that a schedule is listed with.</summary>
    const int MaxRuns = 100;

    /// <summary>All schedules of published workflows, the soonest first.</summary>
    /// <param name="runs">How many next runs of each, 1 to <see cref="MaxRuns"/>; default 5.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<ScheduleEntry>> ListAsync(int runs = 5, CancellationToken cancellationToken = default);

    /// <summary>Starts a run now, beside those of the schedule, which stay as they are.</summary>
    /// <returns>The instance; null: there is no such schedule.</returns>
    /// <exception cref="ActivationRefusedException">It may not start beside what is running.</exception>
    Task<string?> RunNowAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>The clock leaves the schedule alone until it is resumed, whatever version of it is published.</summary>
    /// <returns>Whether there is such a schedule.</returns>
    Task<bool> PauseAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>The schedule goes on with its next run from now; what came due meanwhile is left out.</summary>
    /// <returns>Whether there is such a schedule.</returns>
    Task<bool> ResumeAsync(string id, CancellationToken cancellationToken = default);
}

/// <summary>One schedule.</summary>
/// <param name="Id">Its id, the same in every version of the workflow that does not change its moments.</param>
/// <param name="DefinitionId">The workflow that it starts.</param>
/// <param name="DefinitionVersionId">The published version.</param>
/// <param name="ActivityId">The trigger in it.</param>
/// <param name="ActivityType">The trigger's type, such as <c>Elsa.Cron</c>.</param>
/// <param name="Schedule">What was drawn: a <see cref="TimerTriggerPayload"/>, <see cref="CronTriggerPayload"/> or <see cref="StartAtTriggerPayload"/>.</param>
/// <param name="NextRuns">Its next runs, the soonest first; each may start later by its jitter. None while it, or its workflow, is paused.</param>
public sealed record ScheduleEntry(
    string Id, string DefinitionId, string DefinitionVersionId, string ActivityId, string ActivityType, ISchedule Schedule, IReadOnlyList<DateTimeOffset> NextRuns)
{
    /// <summary>The workflow's name for people.</summary>
    public string? DefinitionName { get; init; }

    /// <summary>The trigger's name for people.</summary>
    public string? ActivityName { get; init; }

    /// <summary>Since when it is paused; null: it is not.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>Since when its workflow is paused because it fails (<see cref="ITriggerPauses"/>); null: it is not.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Its last run; null: there was none.</summary>
    public ScheduledRun? LastRun { get; init; }
}

/// <summary>A run that a schedule started.</summary>
/// <param name="StartedAt">When.</param>
/// <param name="WorkflowInstanceId">The instance.</param>
/// <param name="SubStatus">Where it stands; null: it was deleted.</param>
public sealed record ScheduledRun(DateTimeOffset StartedAt, string WorkflowInstanceId, WorkflowSubStatus? SubStatus);
