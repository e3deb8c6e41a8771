using Microsoft.EntityFrameworkCore;
using Transcribe.Activities.Persistence;

namespace Transcribe.Activities.Connections;

/// <summary>Connections are known before anything that uses them starts.</summary>
internal sealed class ConnectionsMigrator(IDbContextFactory<ConnectionsDbContext> contexts, ConnectionRegistry registry) : Migrator<ConnectionsDbContext>(contexts)
{
    protected override Task MigratedAsync(CancellationToken cancellationToken) => registry.LoadAsync(cancellationToken);
}
