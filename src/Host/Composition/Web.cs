using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Transcribe.Activities.Ledger.Callbacks;
using Transcribe.Workflows.Host.Recordings;

namespace Transcribe.Workflows.Host.Composition;

/// <summary>The server's address, its keys, samples and callbacks.</summary>
internal static class Web
{
    /// <summary>A recording to try with.</summary>
    public const string SamplePath = SampleRecordings.BasePath + "/team-meeting.wav";

    public static void AddWeb(this WebApplicationBuilder builder, HostSettings settings)
    {
        builder.WebHost.UseUrls(settings.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddProblemDetails();
        builder.Services.AddDataProtection()
            .SetApplicationName("Transcribe.Workflows")
            .PersistKeysToFileSystem(Directory.CreateDirectory(settings.KeysFolder));
    }

    public static void MapSamples(this WebApplication app)
    {
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".wav"] = "audio/wav";
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(SampleRecordings.Folder),
            RequestPath = SampleRecordings.BasePath,
            ContentTypeProvider = types,
        });
    }

    public static void MapCallbacks(this WebApplication app) => app.MapTranscribeCallbacks();
}
