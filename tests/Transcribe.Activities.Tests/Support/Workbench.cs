using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Deliver.Storage;
using Transcribe.Activities.Engines;
using Transcribe.Activities.Ledger;
using Transcribe.Engine.Execution;

namespace Transcribe.Activities.Tests.Support;

/// <summary>The activities' services over a scripted API, a ledger in a file and a clock that the test moves. No engine.</summary>
internal sealed class Workbench : IAsyncDisposable
{
    /// <summary>Sentinel secrets: no row, log or instance may contain them.</summary>
    public const string ApiKey = "tsk_live_SENTINEL_KEY";

    // Making the tables costs more than most tests; that they are made has a test of its own.
    private static readonly TemplateFile Tables = new(async file =>
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System).AddLogging().AddDataProtection();
        services.UseTranscribe(activities => activities.UseLedger($"Data Source={file};Pooling=False"));
        await using var provider = services.BuildServiceProvider();
        await MigrateAsync(provider);
    });

    private readonly TempFolder _folder;
    private readonly bool _ownsFolder;

    private Workbench(FakeApi api, TempFolder folder, bool ownsFolder, ServiceProvider services, FakeTimeProvider clock, FakeNotifier notifier, CapturedLogs logs)
    {
        (Api, _folder, _ownsFolder, Services, Clock, Notifier, Logs) = (api, folder, ownsFolder, services, clock, notifier, logs);
        DeliveryNotifier = (FakeDeliveryNotifier)services.GetRequiredService<IDeliveryNotifier>();
    }

    public FakeApi Api { get; }

    public ServiceProvider Services { get; }

    public FakeTimeProvider Clock { get; }

    public FakeNotifier Notifier { get; }

    public FakeDeliveryNotifier DeliveryNotifier { get; }

    public CapturedLogs Logs { get; }

    public IJobLedger Ledger => Get<IJobLedger>();

    public string LedgerFile => _folder.File("ledger.db");

    public string StorageRoot => _folder.File("out");

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<Workbench> CreateAsync(Action<TranscribeActivitiesBuilder>? configure = null, FakeApi? api = null, TempFolder? folder = null)
    {
        api ??= await FakeApi.StartAsync();
        var ownsFolder = folder is null;
        folder ??= new TempFolder();
        var (clock, notifier, logs) = (new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)), new FakeNotifier(), new CapturedLogs());
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(folder.File("keys"))).SetApplicationName("tests");
        services.AddSingleton<IWaitNotifier>(notifier);
        services.AddSingleton<IDeliveryNotifier>(new FakeDeliveryNotifier());
        services.AddSingleton<IApprovalNotifier>(new FakeApprovalNotifier());
        services.AddSingleton<IWaitingRuns>(new FakeWaitingRuns());
        services.UseTranscribe(activities =>
        {
            activities.AddConnection(ConnectionNames.Default, options =>
            {
                // The clock stands still: neither a pause before a repeat nor the rate limit would ever end.
                (options.BaseUrl, options.ApiKey, options.MaxAttempts, options.RequestsPerMinute) = (api.Address, ApiKey, 1, 10_000);
            });
            activities.AddLocalFolder(ConnectionNames.Default, folder.File("out"));
            activities.UseLedger($"Data Source={folder.File("ledger.db")};Pooling=False");
            configure?.Invoke(activities);
        });

        services.AddWorkflowExecution();
        var provider = services.BuildServiceProvider(validateScopes: true);
        await Tables.CopyToAsync(folder.File("ledger.db"));
        await MigrateAsync(provider);
        return new Workbench(api, folder, ownsFolder, provider, clock, notifier, logs);
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public LedgerDbContext OpenLedger() => Get<IDbContextFactory<LedgerDbContext>>().CreateDbContext();

    /// <summary>Everything that is in the database's files, as bytes that a test can search.</summary>
    public async Task<string> DatabaseTextAsync()
    {
        var text = new System.Text.StringBuilder();
        foreach (var file in Directory.GetFiles(_folder.Path, "ledger.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            text.Append(await reader.ReadToEndAsync(Token));
        }

        return text.ToString();
    }

    public string File(string name) => _folder.File(name);

    /// <summary>The service that sends, which does nothing by itself here.</summary>
    public OutboxService Outbox => Services.GetServices<IHostedService>().OfType<OutboxService>().Single();

    public IStorageTarget Storage => Get<IStorageTargets>().Get(ConnectionNames.Default);

    private static async Task MigrateAsync(ServiceProvider services)
    {
        foreach (var migrator in services.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
            await migrator.StartingAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await Api.DisposeAsync();
        if (_ownsFolder)
            _folder.Dispose();
    }
}
