using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Ledger;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using Transcribe.Sandbox;

namespace Transcribe.Activities.Tests.Support;

/// <summary>The whole engine with our activities over a sandbox and its money; and a server with recordings.</summary>
internal sealed class ReplayBench : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private SandboxBench _sandbox = null!;
    private IHost _host = null!;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A recording with words.</summary>
    public string Spoken => _sandbox.Spoken;

    /// <summary>A recording without.</summary>
    public string Mumbled => _sandbox.Mumbled;

    public string File(string name) => Path.Combine(_folder.File("files"), name);

    public static async Task<ReplayBench> StartAsync()
    {
        var bench = new ReplayBench { _sandbox = await SandboxBench.StartAsync(sandbox: options => options.QuestionsPerDay = 1) };
        Directory.CreateDirectory(bench._folder.File("files"));
        await EngineTables.CopyToAsync(bench._folder.File("engine.db"));
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddLogging(logging => logging.ClearProviders());
        builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(bench._folder.File("keys"))).SetApplicationName("tests");
        builder.Services.AddWorkflowEngine(engine => engine.ConnectionString = $"Data Source={bench._folder.File("engine.db")}");
        builder.Services.UseTranscribe(activities =>
        {
            activities.AddConnection(ConnectionNames.Default, options => (options.BaseUrl, options.ApiKey, options.RequestsPerMinute) = (bench._sandbox.Sandbox.BaseAddress, bench._sandbox.Key, 10_000));
            activities.AddLocalFolder(ConnectionNames.Default, bench._folder.File("files"));
            activities.UseLedger($"Data Source={bench._folder.File("engine.db")}");
            activities.Services.Configure<WatcherOptions>(options => (options.SweepInterval, options.SweepRequestsPerMinute) = (TimeSpan.FromMilliseconds(200), 1000));
        });
        bench._host = builder.Build();
        await bench._host.StartAsync(Token);
        return bench;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Publishes a sequence under the name of the tests.</summary>
    public Task PublishAsync(params string[] activities) => Get<DefinitionCatalog>().SaveAsync(
        $$"""
        { "definitionId": "w", "variables": [ { "id": "v", "name": "V", "typeName": "Object", "storageDriverTypeName": "WorkflowInstanceStorageDriver" } ],
          "root": { "type": "Elsa.Sequence", "id": "root", "activities": [ {{string.Join(", ", activities)}} ] } }
        """,
        publish: true,
        cancellationToken: Token);

    /// <summary>Runs it to its end.</summary>
    public async Task<string> RunAsync()
    {
        var id = await Get<IWorkflowRuntime>().DispatchAsync(new StartWorkflowRequest { DefinitionId = "w" }, Token);
        await EndsAsync(id);
        return id;
    }

    /// <summary>Replays a run to its end.</summary>
    public async Task<string> ReplayAsync(string id, string? from = null)
    {
        var replay = (await Get<IReplays>().StartAsync(id, from, Token))!.WorkflowInstanceId!;
        await EndsAsync(replay);
        return replay;
    }

    /// <summary>What is known of a step of a run and what it gave, as JSON.</summary>
    public async Task<(string Facts, string Outputs)> StepAsync(string id, string activityId)
    {
        var row = (await Get<IJournalStore>().ListExecutionsAsync(id, null, Token)).Single(row => row.ActivityId == activityId);
        return (row.JournalData ?? string.Empty, row.Outputs ?? string.Empty);
    }

    /// <summary>What the sandbox took money for.</summary>
    public Task<IReadOnlyList<SandboxLedgerEntry>> MoneyAsync() => _sandbox.Sandbox.GetLedgerAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        await _sandbox.DisposeAsync();
        _folder.Dispose();
    }

    private Task EndsAsync(string id) => Eventually.HoldsAsync(
        async () => (await Get<IInstanceStore>().FindAsync(id, Token))?.Status == WorkflowStatus.Finished, $"run {id} has ended", TimeSpan.FromMinutes(2));
}
