using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Transcribe.Activities.Ledger.Callbacks;
using Transcribe.Activities.Triggers;
using Transcribe.Engine.Server.Identity;
using Transcribe.Workflows.Host.Recordings;

namespace Transcribe.Workflows.Host.Composition;

/// <summary>The server's address, its keys, samples and callbacks.</summary>
internal static class Web
{
    /// <summary>A recording to try with.</summary>
    public const string SamplePath = SampleRecordings.BasePath + "/team-meeting.wav";

    private const string BecauseItIsSigned = "The vendor calls; its signature is checked.";

    public static void AddWeb(this WebApplicationBuilder builder, HostSettings settings)
    {
        builder.WebHost.UseUrls(settings.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddProblemDetails();
        builder.Services.AddKeys(settings);
    }

    /// <summary>The keys that encrypt what is secret in the database.</summary>
    public static void AddKeys(this IServiceCollection services, HostSettings settings) => services.AddDataProtection()
        .SetApplicationName("Transcribe.Workflows")
        .PersistKeysToFileSystem(Directory.CreateDirectory(settings.KeysFolder));

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

    public static void MapCallbacks(this WebApplication app)
    {
        app.MapTranscribeCallbacks().OpenToEverybody(BecauseItIsSigned);
        app.MapTranscribeAccountWebhooks().OpenToEverybody(BecauseItIsSigned);
    }
}
