using Microsoft.Extensions.Logging;

namespace Transcribe.Engine;

/// <summary>Everything that the engine logs: 1000 to 1099 storage, 1100 to 1199 runtime. Never a payload or a secret.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Critical, "The writer of the database met an error that it does not know; the writes of this batch are lost, their callers were told.")]
    public static partial void WriterFailed(ILogger logger, Exception exception);

    [LoggerMessage(1001, LogLevel.Information, "The database is ready: {Database}")]
    public static partial void DatabaseReady(ILogger logger, string database);

    [LoggerMessage(1100, LogLevel.Warning, "{Count} bursts did not end in time; they go on from their last commit at the next start.")]
    public static partial void BurstsAbandoned(ILogger logger, int count);

    [LoggerMessage(1101, LogLevel.Error, "{Work} failed and is tried again in {Pause}.")]
    public static partial void BackgroundWorkFailed(ILogger logger, string work, TimeSpan pause, Exception exception);

    [LoggerMessage(1102, LogLevel.Information, "{Count} instances were interrupted by the last stop; they go on now.")]
    public static partial void Recovering(ILogger logger, int count);

    [LoggerMessage(1103, LogLevel.Information, "All interrupted instances have gone on.")]
    public static partial void Recovered(ILogger logger);

    [LoggerMessage(1104, LogLevel.Error, "Instance {InstanceId} cannot go on; it is tried again.")]
    public static partial void RecoveryFailed(ILogger logger, string instanceId, Exception exception);

    [LoggerMessage(1105, LogLevel.Error, "Bookmark {BookmarkId} of instance {InstanceId} stands in the table but not in the instance's state; nothing can resume it.")]
    public static partial void BookmarkWithoutState(ILogger logger, string bookmarkId, string instanceId);

    [LoggerMessage(1106, LogLevel.Error, "The timers cannot read the database; they try again in half a minute.")]
    public static partial void TimersFailed(ILogger logger, Exception exception);

    [LoggerMessage(1107, LogLevel.Information, "{Count} kept stimuli have expired: nobody waited for them.")]
    public static partial void StimuliExpired(ILogger logger, int count);

    [LoggerMessage(1108, LogLevel.Error, "Expired stimuli could not be removed.")]
    public static partial void PurgeFailed(ILogger logger, Exception exception);

    [LoggerMessage(1109, LogLevel.Information, "Published {DefinitionId} version {Version} from {File}")]
    public static partial void WorkflowFilePublished(ILogger logger, string definitionId, int version, string file);

    [LoggerMessage(1110, LogLevel.Error, "The workflow file {File} is not used: {Problem}")]
    public static partial void WorkflowFileRefused(ILogger logger, string file, string problem);

    [LoggerMessage(1118, LogLevel.Warning, "The workflow file {File} is a draft until this is mended: {Problem}")]
    public static partial void WorkflowFileDrafted(ILogger logger, string file, string problem);

    [LoggerMessage(1111, LogLevel.Error, "The schedules cannot be read; they are tried again in half a minute.")]
    public static partial void SchedulesFailed(ILogger logger, Exception exception);

    [LoggerMessage(1112, LogLevel.Error, "The scheduled run of {ActivityId} in {DefinitionId} could not start; it is tried again in half a minute.")]
    public static partial void ScheduledRunFailed(ILogger logger, string definitionId, string activityId, Exception exception);

    [LoggerMessage(1113, LogLevel.Warning, "{DefinitionId} was to start at {DueAt}, while the server was down; that run is left out.")]
    public static partial void ScheduledRunMissed(ILogger logger, string definitionId, DateTimeOffset dueAt);

    [LoggerMessage(1114, LogLevel.Information, "Published {DefinitionId} version {Version} from code")]
    public static partial void CodeWorkflowPublished(ILogger logger, string definitionId, int version);

    [LoggerMessage(1139, LogLevel.Information, "{DefinitionId} version {Version} is published, but: {Problem}")]
    public static partial void PublishedWithDoubt(ILogger logger, string definitionId, int version, string problem);

    [LoggerMessage(1116, LogLevel.Warning, "The clock was set back; {DefinitionId} starts next at {NextRunAt}.")]
    public static partial void ClockSetBack(ILogger logger, string definitionId, DateTimeOffset nextRunAt);

    [LoggerMessage(1117, LogLevel.Information, "{DefinitionId} was to start at {DueAt}, while its run before still goes on; that run is left out.")]
    public static partial void ScheduledRunOverlaps(ILogger logger, string definitionId, DateTimeOffset dueAt);

    [LoggerMessage(1119, LogLevel.Warning, "The run {InstanceId} does not end though it is cancelled; the schedule of {DefinitionId} waits for it.")]
    public static partial void OldRunStays(ILogger logger, string instanceId, string definitionId);

    [LoggerMessage(1115, LogLevel.Error, "After an error of the database it cannot be read what was interrupted; it is tried again.")]
    public static partial void FalterRecoveryFailed(ILogger logger, Exception exception);

    [LoggerMessage(1130, LogLevel.Warning, "{DefinitionId} was to start at {ActivityId}: {Reason}")]
    public static partial void StartRefused(ILogger logger, string definitionId, string activityId, string reason);

    [LoggerMessage(1133, LogLevel.Warning, "{ConsumerId} still uses the version before of {DefinitionId}: with version {Version} it cannot be published. {Problem}")]
    public static partial void ConsumerNotUpdated(ILogger logger, string consumerId, string definitionId, int version, string problem);

    [LoggerMessage(1131, LogLevel.Information, "{Count} finished instances were older than they are kept, and are deleted.")]
    public static partial void InstancesExpired(ILogger logger, int count);

    [LoggerMessage(1134, LogLevel.Error, "A handler of a notification failed after instance {InstanceId} was committed.")]
    public static partial void NotificationFailed(ILogger logger, string instanceId, Exception exception);

    [LoggerMessage(1145, LogLevel.Error, "A handler of a notification failed after a definition was changed.")]
    public static partial void DefinitionNotificationFailed(ILogger logger, Exception exception);

    [LoggerMessage(1135, LogLevel.Warning, "Paused by {RequestedBy}: requests to workflows are refused, and what would begin by itself waits.")]
    public static partial void Paused(ILogger logger, string? requestedBy);

    [LoggerMessage(1136, LogLevel.Information, "The pause is over.")]
    public static partial void Resumed(ILogger logger);

    [LoggerMessage(1137, LogLevel.Error, "A run of {DefinitionId} has failed, and its error workflow {ErrorWorkflowId} cannot be told: it is not published, or does not begin with Run Failed.")]
    public static partial void ErrorWorkflowMissing(ILogger logger, string errorWorkflowId, string definitionId);

    [LoggerMessage(1138, LogLevel.Warning, "What starts {DefinitionId} is paused: {Failed} of its last {Runs} runs failed.")]
    public static partial void TriggersPaused(ILogger logger, string definitionId, int failed, int runs);

    [LoggerMessage(1132, LogLevel.Error, "Old instances could not be deleted; it is tried again in {Pause}.")]
    public static partial void RetentionFailed(ILogger logger, TimeSpan pause, Exception exception);
}
