using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Http;
using Transcribe.Engine.Storage;

namespace Transcribe.Bench.Load;

/// <summary>The server that is measured.</summary>
internal static class LoadServer
{
    /// <summary>The argument that makes this program the server.</summary>
    public const string Command = "serve";

    /// <summary>What it prints, followed by its address, when it takes requests.</summary>
    public const string Ready = "ready ";

    /// <summary>The database in its folder.</summary>
    public const string Database = "engine.db";

    public static async Task RunAsync(string folder, bool holds)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(new Holding(holds));
        builder.Services.AddActivity<Hold>();
        builder.Services.AddWorkflowEngine(engine => engine.ConnectionString = $"Data Source={Path.Combine(folder, Database)}");
        builder.Services.AddHttpWorkflows();

        var app = builder.Build();
        app.UseHttpWorkflows();
        app.MapGet("/bare", () => "hello");
        app.MapGet("/events/{name}", async (string name, IEventPublisher events) => (await events.PublishAsync(name)).WorkflowInstanceResponses.Count);
        app.MapGet("/running", async (IInstanceStore instances) => (await instances.ListAsync(new InstanceFilter { Statuses = [WorkflowStatus.Running], Take = 1 }, default)).TotalCount);
        app.MapGet("/held", (Holding holding) => holding.Arrived);
        app.MapGet("/long", (IWorkflowRuntime runtime) =>
        {
            _ = runtime.StartAsync(new StartWorkflowRequest { DefinitionId = "long" });
            return "started";
        });
        await app.StartAsync();
        var catalog = app.Services.GetRequiredService<DefinitionCatalog>();
        foreach (var (id, definition) in Workloads.All.Where(workload => !catalog.IsPublished(workload.Id)))
            await catalog.SaveAsync(definition, publish: true);

        Console.WriteLine(Ready + app.Urls.First());
        await app.WaitForShutdownAsync();
    }
}
