using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Storage;

namespace Transcribe.Activities.Engines;

/// <summary>The embedded engine keeps runs as rows.</summary>
internal sealed class WaitingRuns(IServiceProvider services) : IWaitingRuns
{
    public async Task<bool> GoesOnAsync(string instanceId, CancellationToken cancellationToken) =>
        await services.GetRequiredService<IInstanceStore>().FindAsync(instanceId, cancellationToken) is { Status: WorkflowStatus.Running };
}
