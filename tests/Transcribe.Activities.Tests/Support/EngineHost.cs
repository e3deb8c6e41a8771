using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Transcribe.Activities.Connections;
using Transcribe.Engine.Runtime;

namespace Transcribe.Activities.Tests.Support;

/// <summary>The activities in the real engine, over a folder, so that another one can go on where it ended.</summary>
internal static class EngineHost
{
    /// <param name="folder">Has the database, the keys and, as the default connection, a folder of files.</param>
    /// <param name="clock">The time.</param>
    /// <param name="services">Other services.</param>
    public static async Task<IHost> StartAsync(TempFolder folder, FakeTimeProvider clock, Action<IServiceCollection>? services = null)
    {
        await EngineTables.CopyToAsync(folder.File("engine.db"));
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddLogging(logging => logging.ClearProviders());
        builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(folder.File("keys"))).SetApplicationName("tests");
        builder.Services.AddWorkflowEngine(engine => engine.ConnectionString = $"Data Source={folder.File("engine.db")}");
        builder.Services.UseTranscribe(activities =>
        {
            activities.AddLocalFolder(ConnectionNames.Default, folder.File("files"));
            activities.UseLedger($"Data Source={folder.File("engine.db")}");
        });
        services?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync(Workbench.Token);
        return host;
    }
}
