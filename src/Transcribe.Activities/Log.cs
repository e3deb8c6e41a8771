using Microsoft.Extensions.Logging;

namespace Transcribe.Activities;

/// <summary>Every log line of the activities. Jobs by id and connections by name; no addresses, no contents, no secrets.</summary>
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Information, "Job {JobId} submitted by connection '{Connection}' for {PriceUsd} USD")]
    public static partial void JobSubmitted(this ILogger logger, string connection, string jobId, decimal? priceUsd);

    [LoggerMessage(2002, LogLevel.Warning, "Connection '{Connection}' did not accept a job: {Reason}")]
    public static partial void JobNotSubmitted(this ILogger logger, string connection, string reason);

    [LoggerMessage(2003, LogLevel.Warning, "Job {JobId} of connection '{Connection}' could not be read; its wait goes on: {Reason}")]
    public static partial void JobNotRead(this ILogger logger, string connection, string jobId, string reason);

    [LoggerMessage(2004, LogLevel.Warning, "A job of connection '{Connection}' waits to be paid for, as {LedgerId}: {Why}; an operator can release it")]
    public static partial void JobHeld(this ILogger logger, string connection, string ledgerId, string why);

    [LoggerMessage(2005, LogLevel.Debug, "Item {Index} of batch {BatchId} is {State}")]
    public static partial void BatchItemMoved(this ILogger logger, string batchId, int index, string state);

    [LoggerMessage(2101, LogLevel.Warning, "Sweep of connection '{Connection}' failed; next in {Pause}: {Reason}")]
    public static partial void SweepFailed(this ILogger logger, string connection, string reason, TimeSpan pause);

    [LoggerMessage(2102, LogLevel.Error, "Sweep of connection '{Connection}' broke; next in {Pause}")]
    public static partial void SweepBroke(this ILogger logger, Exception exception, string connection, TimeSpan pause);

    [LoggerMessage(2103, LogLevel.Information, "Job {JobId} of connection '{Connection}' ended as {Status}; the engine was told")]
    public static partial void WaiterNotified(this ILogger logger, string connection, string jobId, string status);

    [LoggerMessage(2104, LogLevel.Error, "The engine could not be told that job {JobId} of connection '{Connection}' ended; it will be tried again")]
    public static partial void NotificationFailed(this ILogger logger, Exception exception, string connection, string jobId);

    [LoggerMessage(2105, LogLevel.Error, "A round of the transcription watcher failed ({Round}); it will be tried again")]
    public static partial void WatcherRoundFailed(this ILogger logger, Exception exception, string round);

    [LoggerMessage(2201, LogLevel.Information, "Callback for {LedgerId} stored, verified: {Verified}")]
    public static partial void CallbackStored(this ILogger logger, string ledgerId, bool verified);

    [LoggerMessage(2202, LogLevel.Warning, "Callback for {LedgerId} refused: {Reason}")]
    public static partial void CallbackRefused(this ILogger logger, string ledgerId, string reason);

    [LoggerMessage(2203, LogLevel.Warning, "Callback for job {JobId} of connection '{Connection}' waits, because the job could not be read: {Reason}")]
    public static partial void CallbackNotResolved(this ILogger logger, string connection, string jobId, string reason);

    [LoggerMessage(2301, LogLevel.Information, "Connection {Type}/{Name} was saved")]
    public static partial void ConnectionSaved(this ILogger logger, string type, string name);

    [LoggerMessage(2302, LogLevel.Information, "The secrets of connection {Type}/{Name} were rotated")]
    public static partial void ConnectionRotated(this ILogger logger, string type, string name);

    [LoggerMessage(2303, LogLevel.Information, "Connection {Type}/{Name} was deleted")]
    public static partial void ConnectionDeleted(this ILogger logger, string type, string name);

    [LoggerMessage(2304, LogLevel.Information, "Connection {Type}/{Name} was tested, works: {Works}")]
    public static partial void ConnectionTested(this ILogger logger, string type, string name, bool works);

    [LoggerMessage(2401, LogLevel.Information, "Delivery {Id} ({Kind}) by connection '{Connection}': attempt {Attempt}, now {Status}")]
    public static partial void DeliveryAttempted(this ILogger logger, string kind, string id, string connection, int attempt, Deliver.DeliveryStatus status);

    [LoggerMessage(2402, LogLevel.Warning, "Delivery {Id} ({Kind}) broke; it will be tried again")]
    public static partial void DeliveryBroke(this ILogger logger, Exception exception, string kind, string id);

    [LoggerMessage(2403, LogLevel.Error, "The engine could not be told that delivery {Id} ended; it will be tried again")]
    public static partial void DeliveryNotTold(this ILogger logger, Exception exception, string id);

    [LoggerMessage(2501, LogLevel.Information, "{Rows} old rows of jobs, batches and deliveries were deleted")]
    public static partial void RowsForgotten(this ILogger logger, int rows);

    [LoggerMessage(2502, LogLevel.Error, "Old rows could not be deleted; it will be tried again in an hour")]
    public static partial void RetentionFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2601, LogLevel.Warning, "A run of {DefinitionId} waits to start for what has come: {Reason}")]
    public static partial void ArrivalWaits(this ILogger logger, string definitionId, string reason);

    [LoggerMessage(2602, LogLevel.Warning, "{ActivityId} in {DefinitionId} could not look for what is new: {Reason}")]
    public static partial void SourceNotRead(this ILogger logger, string definitionId, string activityId, string reason);

    [LoggerMessage(2603, LogLevel.Error, "A round of looking for what is new failed; it will be tried again")]
    public static partial void WatchRoundFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2604, LogLevel.Information, "The file '{Path}' was gone when its run had ended; it is not moved")]
    public static partial void ArrivedFileGone(this ILogger logger, string path);

    [LoggerMessage(2605, LogLevel.Warning, "A webhook of the account '{Connection}' was refused: {Reason}")]
    public static partial void AccountWebhookRefused(this ILogger logger, string connection, string reason);

    [LoggerMessage(2606, LogLevel.Warning, "A webhook of the account '{Connection}' for job {JobId} is to be sent again: {Reason}")]
    public static partial void AccountWebhookWaits(this ILogger logger, string connection, string jobId, string reason);

    [LoggerMessage(2404, LogLevel.Error, "A round of the outbox failed; it will be tried again")]
    public static partial void OutboxRoundFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2701, LogLevel.Information, "Approval {Id} is {State}, by {Way}")]
    public static partial void ApprovalDecided(this ILogger logger, string id, Approval.ApprovalState state, string way);

    [LoggerMessage(2702, LogLevel.Warning, "A click in Slack for connection '{Connection}' was refused: {Reason}")]
    public static partial void SlackActionRefused(this ILogger logger, string connection, string reason);

    [LoggerMessage(2703, LogLevel.Error, "The engine could not be told of approval {Id}; it will be tried again")]
    public static partial void ApprovalNotTold(this ILogger logger, Exception exception, string id);

    [LoggerMessage(2704, LogLevel.Error, "A round of passing decisions on failed; it will be tried again")]
    public static partial void ApprovalRoundFailed(this ILogger logger, Exception exception);
}
