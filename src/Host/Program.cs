using Transcribe.Engine.Server.Http;
using Transcribe.Workflows.Host;
using Transcribe.Workflows.Host.Api;
using Transcribe.Workflows.Host.Composition;
using Transcribe.Workflows.Host.Startup;

return await Launcher.RunAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    var settings = HostSettings.Read(builder.Configuration);
    await using var api = await TranscribeApi.ConnectAsync(settings);

    builder.AddWeb(settings);
    builder.AddEngine(settings);
    builder.AddTranscribe(settings, api);
    builder.AddRuns();
    builder.AddStudio();

    var app = builder.Build();
    app.UseExceptionHandler();
    app.MapSamples();
    app.MapRuns();
    app.MapCallbacks();
    app.MapTranscribe();
    app.MapStudio();
    app.UseHttpWorkflows();
    app.Announce(settings, api);
    await app.RunAsync();
});
