using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Transcribe.Engine.Runtime;

namespace Transcribe.Activities.Tests.Support;

/// <summary>A database with the tables of the engine and of the activities: made once, because it costs more than most tests.</summary>
internal static class EngineTables
{
    private static readonly TemplateFile Template = new(async file =>
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(TimeProvider.System).AddLogging(logging => logging.ClearProviders()).AddDataProtection();
        builder.Services.AddWorkflowEngine(engine => engine.ConnectionString = $"Data Source={file};Pooling=False");
        builder.Services.UseTranscribe(activities => activities.UseLedger($"Data Source={file};Pooling=False"));
        using var host = builder.Build();
        await host.StartAsync(Workbench.Token);
        await host.StopAsync(Workbench.Token);
    });

    /// <summary>Puts it there, unless there is a database.</summary>
    public static Task CopyToAsync(string file) => Template.CopyToAsync(file);
}
