using Microsoft.Extensions.Logging;

namespace Transcribe.Engine;

/// <summary>Everything that the engine logs: 1000 to 1099 storage, 1100 to 1199 runtime. Never a payload or a secret.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Critical, "The writer of the database met an error that it does not know; the writes of this batch are lost, their callers were told.")]
    public static partial void WriterFailed(ILogger logger, Exception exception);

    [LoggerMessage(1001, LogLevel.Information, "The database is ready: {Database}")]
    public static partial void DatabaseReady(ILogger logger, string database);
}
