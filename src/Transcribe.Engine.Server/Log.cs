using Microsoft.Extensions.Logging;

namespace Transcribe.Engine.Server;

/// <summary>What the server has to say, in ranges: 1–99 identity, 100–199 live updates, 200–299 endpoints. Never a payload or a secret.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Old lines of the audit log could not be deleted; the next attempt is in a day.")]
    public static partial void PruningFailed(ILogger logger, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "The audit log does not say that {DefinitionId} was paused because it fails.")]
    public static partial void PauseNotAudited(ILogger logger, string definitionId, Exception exception);

    [LoggerMessage(200, LogLevel.Warning, "The endpoint {Path} lets nobody in: none of its secrets exists and may be used.")]
    public static partial void EndpointWithoutSecret(ILogger logger, string path);

    [LoggerMessage(201, LogLevel.Error, "A caller was answered 503. {Reason}")]
    public static partial void RunNotSaved(ILogger logger, string reason);

    [LoggerMessage(100, LogLevel.Warning, "Those who watch instance {InstanceId} missed an update; the next one makes up for it.")]
    public static partial void UpdateMissed(ILogger logger, string instanceId, Exception exception);
}
