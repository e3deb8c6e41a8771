using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Transcribe.Engine.Storage;

/// <summary>Brings the database to this version and opens it before anything else starts; writes what waits after everything else has stopped.</summary>
internal sealed class StorageService(EngineDatabase database, CommitQueue queue, SessionPool sessions, ILogger<StorageService> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await database.MigrateAsync(cancellationToken);
        queue.Start();
        Log.DatabaseReady(logger, database.Location);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await queue.StopAsync(cancellationToken);
        sessions.Dispose();
        database.Release();
    }
}
