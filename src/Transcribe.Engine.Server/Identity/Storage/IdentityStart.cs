using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Before anything else starts: the tables are up to date, the server has its secret, and there is somebody who can sign in.</summary>
internal sealed class IdentityStart(IDbContextFactory<IdentityDbContext> contexts, ServerSecret secret, Administrators administrators) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await contexts.PrepareAsync(cancellationToken);
        await secret.LoadAsync(cancellationToken);
        await administrators.EnsureAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
