using Microsoft.Extensions.Logging;

namespace Transcribe.Client.Telemetry;

/// <summary>Everything this project logs: never a body, a query or a key. Event ids 1000 to 1099.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Debug, "{Client}: {Method} {Path} answered {Status} in {Milliseconds} ms (request {RequestId})")]
    public static partial void Answered(ILogger logger, string client, string method, string path, int status, double milliseconds, string? requestId);

    [LoggerMessage(1001, LogLevel.Warning, "{Client}: {Method} {Path} failed at attempt {Attempt} and is sent again in {Delay}: {Error} (request {RequestId})")]
    public static partial void Retrying(ILogger logger, string client, string method, string path, int attempt, TimeSpan delay, string error, string? requestId);

    [LoggerMessage(1002, LogLevel.Warning, "{Client}: the API limits this key for {Pause}; every request with it waits (request {RequestId})")]
    public static partial void Paused(ILogger logger, string client, TimeSpan pause, string? requestId);

    [LoggerMessage(1003, LogLevel.Information, "{Client}: a request waited {Wait} for the key's rate limit (request {RequestId})")]
    public static partial void Queued(ILogger logger, string client, TimeSpan wait, string? requestId);

    [LoggerMessage(1004, LogLevel.Warning, "{Client}: reading transcription {Id} failed while waiting for it; the wait goes on: {Error} (request {RequestId})")]
    public static partial void WaitContinues(ILogger logger, string client, string id, string error, string? requestId);

    [LoggerMessage(1005, LogLevel.Warning, "{Client}: the upload of {Length} bytes broke off at attempt {Attempt} and is sent again in {Delay}: {Error} (request {RequestId})")]
    public static partial void UploadRetrying(ILogger logger, string client, long length, int attempt, TimeSpan delay, string error, string? requestId);
}
