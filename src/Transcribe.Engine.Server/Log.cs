using Microsoft.Extensions.Logging;

namespace Transcribe.Engine.Server;

/// <summary>Everything that the server logs: 1300 to 1399 live updates. Never a payload or a secret.</summary>
internal static partial class Log
{
    [LoggerMessage(1300, LogLevel.Warning, "Those who watch instance {InstanceId} missed an update; the next one makes up for it.")]
    public static partial void UpdateMissed(ILogger logger, string instanceId, Exception exception);
}
