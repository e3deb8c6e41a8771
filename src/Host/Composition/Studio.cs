using Transcribe.Engine.Server.Realtime;
using Transcribe.Engine.Server.Studio;
using Transcribe.Engine.Server.TriggerUrls;
using Transcribe.Workflows.Host.Shell;

namespace Transcribe.Workflows.Host.Composition;

/// <summary>The designer: its page, and the API behind it.</summary>
internal static class StudioComposition
{
    public static void AddStudio(this WebApplicationBuilder builder)
    {
        builder.Services.AddStudioApi();
        builder.Services.AddRealtime();
        builder.Services.AddStudioShell(HostSettings.SolutionFolder());
    }

    public static void MapStudio(this WebApplication app)
    {
        app.MapStudioApi();
        app.MapTriggerUrls();
        app.MapRealtime();
        app.MapStudioShell();
    }
}
