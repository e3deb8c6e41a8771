using Transcribe.Engine.Activities;

namespace Transcribe.Engine.Runtime;

/// <summary>What the clock will start, and when.</summary>
public interface IScheduleCatalog
{
    /// <summary>The most next runs that a schedule is listed with.</summary>
    const int MaxRuns = 100;

    /// <summary>All schedules of published workflows, the soonest first.</summary>
    /// <param name="runs">How many next runs of each, 1 to <see cref="MaxRuns"/>; default 5.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<ScheduleEntry>> ListAsync(int runs = 5, CancellationToken cancellationToken = default);
}

/// <summary>One schedule.</summary>
/// <param name="DefinitionId">The workflow that it starts.</param>
/// <param name="DefinitionVersionId">The published version.</param>
/// <param name="ActivityId">The trigger in it.</param>
/// <param name="ActivityType">The trigger's type, such as <c>Elsa.Cron</c>.</param>
/// <param name="Schedule">What was drawn: a <see cref="TimerTriggerPayload"/>, <see cref="CronTriggerPayload"/> or <see cref="StartAtTriggerPayload"/>.</param>
/// <param name="NextRuns">Its next runs, the soonest first.</param>
public sealed record ScheduleEntry(
    string DefinitionId, string DefinitionVersionId, string ActivityId, string ActivityType, ISchedule Schedule, IReadOnlyList<DateTimeOffset> NextRuns);
