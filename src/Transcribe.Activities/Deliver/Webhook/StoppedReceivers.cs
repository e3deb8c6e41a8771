using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Transcribe.Activities.Deliver.Webhook;

/// <summary>The receivers that answered 410: nothing is sent to them until their address is another one or somebody starts them again.</summary>
internal sealed class StoppedReceivers(IDbContextFactory<OutboxDbContext> contexts, TimeProvider clock)
{
    public async Task<StoppedReceiver?> FindAsync(string connection, Uri url, CancellationToken cancellationToken)
    {
        var id = IdOf(connection, url);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Stopped.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
    }

    public async Task StopAsync(string connection, Uri url, string reason, CancellationToken cancellationToken)
    {
        if (await FindAsync(connection, url, cancellationToken) is not null)
            return;

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Stopped.Add(new StoppedReceiver { Id = IdOf(connection, url), Connection = connection, Reason = reason, StoppedAt = clock.GetUtcNow() });
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Starts a receiver again; answers whether it was stopped.</summary>
    public async Task<bool> StartAsync(string connection, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Stopped.Where(row => row.Connection == connection).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    private static string IdOf(string connection, Uri url) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{connection}\n{url.AbsoluteUri}")));
}
