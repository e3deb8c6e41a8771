using Microsoft.Extensions.Logging;

namespace Transcribe.Engine.Server;

/// <summary>What the server has to say, in ranges: 1–99 identity.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Old lines of the audit log could not be deleted; the next attempt is in a day.")]
    public static partial void PruningFailed(ILogger logger, Exception exception);
}
