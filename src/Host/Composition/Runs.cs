using Transcribe.Workflows.Host.Runs;

namespace Transcribe.Workflows.Host.Composition;

/// <summary>The stories of runs, and the links to them.</summary>
internal static class RunsComposition
{
    public static void AddRuns(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RunStoryteller>();
        builder.Services.AddRunLinks();
    }

    public static void MapRuns(this WebApplication app) => app.MapRunStories();
}
