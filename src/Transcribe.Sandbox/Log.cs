namespace Transcribe.Sandbox;

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Error, "Request {RequestId} failed")]
    public static partial void RequestFailed(ILogger logger, string requestId, Exception exception);

    [LoggerMessage(4002, LogLevel.Information, "Transcription {Id} completed by {Recogniser}")]
    public static partial void JobCompleted(ILogger logger, long id, string recogniser);

    [LoggerMessage(4003, LogLevel.Warning, "Transcription {Id} failed: {Reason}")]
    public static partial void JobFailed(ILogger logger, long id, string reason);

    [LoggerMessage(4004, LogLevel.Error, "Transcription {Id} met a mistake of the sandbox")]
    public static partial void JobBroke(ILogger logger, long id, Exception exception);

    [LoggerMessage(4005, LogLevel.Information, "{Count} transcriptions were in flight when the sandbox stopped; they are taken up again")]
    public static partial void JobsResumed(ILogger logger, int count);

    [LoggerMessage(4006, LogLevel.Warning, "Callback {EventId} attempt {Attempt} was not taken: {Reason}")]
    public static partial void CallbackRefused(ILogger logger, string eventId, int attempt, string reason);

    [LoggerMessage(4007, LogLevel.Error, "A background loop stumbled; it goes on")]
    public static partial void LoopStumbled(ILogger logger, Exception exception);
}
