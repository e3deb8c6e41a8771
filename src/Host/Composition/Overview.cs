using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;
using Transcribe.Workflows.Host.Api;
using Transcribe.Workflows.Host.Overview;
using Transcribe.Workflows.Host.Startup;

namespace Transcribe.Workflows.Host.Composition;

/// <summary>What the start page shows: for whoever sees runs.</summary>
internal static class OverviewComposition
{
    public static void AddOverview(this WebApplicationBuilder builder) => builder.Services.AddSingleton<OverviewReader>();

    public static void MapOverview(this WebApplication app, HostSettings settings, TranscribeApi api) => app
        .MapGet($"{LedgerComposition.BasePath}/overview", async (OverviewReader runs, IErrorWorkflows errors, CancellationToken token) => new OverviewAnswer(
            api.IsSandbox,
            TryIt.Line(app, settings, api),
            await runs.ListRunningAsync(token),
            await runs.ListWaitingAsync(token),
            await runs.ListFailedAsync(token),
            await runs.ListEndedAsync(token),
            await runs.ListUnpublishedAsync(token),
            await runs.ListPausedAsync(token),
            errors.MissingDefault))
        .RequirePermission(Permission.ReadInstances);
}
