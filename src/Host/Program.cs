using Transcribe.Engine.Server.Http;
using Transcribe.Workflows.Host;
using Transcribe.Workflows.Host.Api;
using Transcribe.Workflows.Host.Composition;
using Transcribe.Workflows.Host.Startup;

if (AdministratorReset.IsAskedFor(args))
    return await Launcher.RunAsync(() => AdministratorReset.RunAsync(args));

return await Launcher.RunAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    var settings = HostSettings.Read(builder.Configuration);
    await using var api = await TranscribeApi.ConnectAsync(settings);

    builder.AddWeb(settings);
    builder.AddCompression();
    builder.AddIdentity(settings);
    builder.AddRuns();
    builder.AddEngine(settings);
    builder.AddTranscribe(settings, api);
    builder.AddStudio();

    var app = builder.Build();
    app.UseExceptionHandler();
    app.UseCompression();
    app.MapSamples();
    app.UseAuthentication();
    app.UseHttpWorkflows();
    app.UseRouting();
    app.UseAuthorization();
    app.MapRuns();
    app.MapCallbacks();
    app.MapLedger();
    app.MapIdentity();
    app.MapTranscribe();
    app.MapStudio();
    app.Announce(settings, api);
    await app.RunAsync();
});
