using Transcribe.Bench.Load;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Http;

// A server with the workflows of BARS.md, for a load generator beside it: see run.sh.
var folder = Directory.CreateTempSubdirectory("transcribe-bench-").FullName;
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddWorkflowEngine(engine => engine.ConnectionString = $"Data Source={Path.Combine(folder, "engine.db")}");
builder.Services.AddHttpWorkflows();

var app = builder.Build();
app.MapGet("/bare", () => "hello");
app.UseHttpWorkflows();
await app.StartAsync();

var catalog = app.Services.GetRequiredService<DefinitionCatalog>();
foreach (var definition in Workloads.All)
    await catalog.SaveAsync(definition, publish: true);

Console.WriteLine($"ready, database in {folder}");
await app.WaitForShutdownAsync();
Directory.Delete(folder, recursive: true);
