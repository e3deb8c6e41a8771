using Transcribe.Workflows.Host.Runs;

namespace Transcribe.Workflows.Host.Composition;

/// <summary>The stories of runs.</summary>
internal static class RunsComposition
{
    public static void AddRuns(this WebApplicationBuilder builder) => builder.Services.AddSingleton<RunStoryteller>();

    public static void MapRuns(this WebApplication app) => app.MapRunStories();
}
