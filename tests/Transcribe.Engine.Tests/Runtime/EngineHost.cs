using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>The whole engine on a real file. Disposing stops it in order; <see cref="Abandon"/> is what a crash leaves behind.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _started = [];
    private bool _isGone;

    private EngineHost(ServiceProvider services) => _services = services;

    public IWorkflowRuntime Runtime => Get<IWorkflowRuntime>();

    public DefinitionCatalog Catalog => Get<DefinitionCatalog>();

    public IStimulusSender Stimuli => Get<IStimulusSender>();

    public IInstanceReader Reader => Get<IInstanceReader>();

    /// <param name="file">The database.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="probe">What test activities report to.</param>
    /// <param name="background">Whether anything happens by itself: timers, recovery, deliveries.</param>
    /// <param name="configure">Other options.</param>
    /// <param name="configureServices">Other services.</param>
    public static async Task<EngineHost> StartAsync(
        string file, FakeTimeProvider clock, Probe probe, bool background = true, Action<WorkflowEngineOptions>? configure = null,
        Action<IServiceCollection>? configureServices = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(probe);
        services.AddActivitiesFrom<Probe>();
        configureServices?.Invoke(services);
        services.AddWorkflowEngine(options =>
        {
            options.ConnectionString = $"Data Source={file}";
            configure?.Invoke(options);
        });

        var host = new EngineHost(services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
        host.Get<IStartupValidator>().Validate();
        foreach (var service in host._services.GetServices<IHostedService>().Where(service => background || service is not BackgroundService))
        {
            await service.StartAsync(CancellationToken.None);
            host._started.Add(service);
        }

        return host;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Publishes a sequence of activities, given as JSON.</summary>
    public Task<DefinitionRow> PublishAsync(string definitionId, params string[] activities) =>
        Catalog.SaveAsync(Documents.Sequence(definitionId, activities), publish: true);

    /// <summary>Publishes a sequence of activities with custom properties, given as JSON.</summary>
    public Task<DefinitionRow> PublishWithAsync(string definitionId, string customProperties, params string[] activities) =>
        Catalog.SaveAsync(Documents.SequenceWith(definitionId, customProperties, activities), publish: true);

    public Task<WorkflowRun> StartAsync(string definitionId, string? instanceId = null) =>
        Runtime.StartAsync(new StartWorkflowRequest { DefinitionId = definitionId, WorkflowInstanceId = instanceId }, TestContext.Current.CancellationToken);

    public async Task<WorkflowSubStatus?> SubStatusOfAsync(string instanceId) =>
        (await Get<IInstanceStore>().FindAsync(instanceId, CancellationToken.None))?.SubStatus;

    public Task BecomesAsync(string instanceId, WorkflowSubStatus subStatus) =>
        Eventually.HoldsAsync(async () => await SubStatusOfAsync(instanceId) == subStatus, $"{instanceId} becomes {subStatus}");

    /// <summary>Copies an instance that waits, as many times as are asked for, without running anything.</summary>
    public Task MultiplyAsync(string instanceId, int copies) => Get<CommitQueue>().WriteAsync(
        session =>
        {
            foreach (var (table, key) in new[] { ("WorkflowInstances", "Id"), ("Bookmarks", "WorkflowInstanceId") })
            {
                var columns = session.Query(new Statement($"SELECT \"name\" FROM pragma_table_info('{table}')"), static reader => reader.GetString(0));
                var values = columns.Select(column => column switch
                {
                    "Data" => $"CAST(REPLACE(CAST(\"Data\" AS TEXT), '{instanceId}', '{instanceId}-' || \"n\") AS BLOB)",
                    "Id" when key != "Id" => "\"Id\" || '-' || \"n\"",
                    _ => column.EndsWith("Id", StringComparison.Ordinal) ? $"REPLACE(\"{column}\", '{instanceId}', '{instanceId}-' || \"n\")" : $"\"{column}\"",
                });
                session.Execute(new Statement($"""
                    WITH RECURSIVE "numbers"("n") AS (SELECT 1 UNION ALL SELECT "n" + 1 FROM "numbers" WHERE "n" < {copies})
                    INSERT INTO "{table}" ({Statement.Names(columns)}) SELECT {string.Join(", ", values)} FROM "{table}", "numbers" WHERE "{key}" = '{instanceId}'
                    """));
            }

            return true;
        },
        CancellationToken.None);

    public void Abandon() => _isGone = true;

    public async Task StopAsync()
    {
        _isGone = true;
        foreach (var service in Enumerable.Reverse(_started))
            await service.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isGone)
            await StopAsync();
    }
}

/// <summary>Definition documents for tests.</summary>
internal static class Documents
{
    public static string Sequence(string definitionId, params string[] activities) => $$"""
        { "definitionId": "{{definitionId}}", "name": "{{definitionId}}",
          "root": { "type": "Elsa.Sequence", "id": "root", "activities": [ {{string.Join(", ", activities)}} ] } }
        """;

    /// <summary>A sequence of activities with custom properties, given as JSON.</summary>
    public static string SequenceWith(string definitionId, string customProperties, params string[] activities) => Sequence(definitionId, activities)
        .Replace("\"root\":", $"\"customProperties\": {customProperties}, \"root\":", StringComparison.Ordinal);

    public static string Note(string text) => $$"""{ "type": "Test.Note", "text": "{{text}}" }""";

    public static string Await(string key, bool canStart = false) =>
        $$"""{ "type": "Test.Await", "key": "{{key}}", "customProperties": { "canStartWorkflow": {{(canStart ? "true" : "false")}} } }""";

    public static string Send(string key) => $$"""{ "type": "Test.Send", "key": "{{key}}" }""";

    public static string Hold(string gate) => $$"""{ "type": "Test.Hold", "gate": "{{gate}}" }""";

    public static string Delay(string timeSpan) => $$"""{ "type": "Elsa.Delay", "timeSpan": "{{timeSpan}}" }""";
}
