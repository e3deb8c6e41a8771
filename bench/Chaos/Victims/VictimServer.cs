using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Http;

namespace Transcribe.Bench.Chaos.Victims;

/// <summary>The process that is killed: the engine on one file, with workflows that answer requests.</summary>
internal static class VictimServer
{
    /// <summary>The argument that makes this program the victim.</summary>
    public const string Command = "serve";

    /// <summary>What it prints, followed by its address, when it takes requests.</summary>
    public const string Ready = "ready ";

    /// <summary>The database in its folder.</summary>
    public const string Database = "engine.db";

    /// <summary>The definitions in its folder.</summary>
    public const string Workflows = "workflows";

    /// <summary>Serves until the process ends.</summary>
    public static async Task RunAsync(string folder, Uri outside)
    {
        var app = Build(folder, outside, logging => logging
            .SetMinimumLevel(LogLevel.Warning)

            // That a killed server misses runs of its schedules is expected, and nothing to complain about.
            .AddFilter("Transcribe.Engine.Runtime.ScheduleService", LogLevel.Error));
        await app.StartAsync();
        Console.WriteLine(Ready + app.Urls.First());
        await app.WaitForShutdownAsync();
    }

    /// <summary>The server, not started yet.</summary>
    public static WebApplication Build(string folder, Uri outside, Action<ILoggingBuilder> configureLogging, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        configureLogging(builder.Logging);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddWorkflowEngine(engine =>
        {
            engine.ConnectionString = $"Data Source={Path.Combine(folder, Database)}";
            engine.WorkflowsFolder = Path.Combine(folder, Workflows);
        });
        builder.Services.AddHttpWorkflows(configureOutgoing: outgoing => outgoing.AllowedHosts.Add(outside.Authority));
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseHttpWorkflows();
        app.MapPost("/events/{name}", async (string name, IEventPublisher events) => await events.PublishAsync(name));
        app.MapPost("/retract/{id}", async (string id, DefinitionCatalog catalog) => await catalog.RetractAsync(id));
        return app;
    }
}
