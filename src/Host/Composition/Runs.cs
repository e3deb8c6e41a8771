using Microsoft.AspNetCore.Hosting.Server;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;
using Transcribe.Workflows.Host.Runs;

namespace Transcribe.Workflows.Host.Composition;

/// <summary>The stories of runs, and the links to them.</summary>
internal static class RunsComposition
{
    public static void AddRuns(this WebApplicationBuilder builder, HostSettings settings)
    {
        builder.Services.AddSingleton<RunStoryteller>();
        builder.Services.AddSingleton<IRunLinker>(provider =>
            new RunLinker(settings.PublicUrl ?? settings.LoopbackUrl, provider.GetRequiredService<LinkSigner>(), provider.GetRequiredService<IServer>()));
        builder.Services.AddRunLinks();
    }

    public static void MapRuns(this WebApplication app) => app.MapRunStories();
}
