using System.Globalization;
using Microsoft.Data.Sqlite;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using Transcribe.Engine.Tests.Runtime;

namespace Transcribe.Engine.Tests.Histories;

/// <summary>
/// Databases that released versions left, with instances that wait, were interrupted or had not begun; this build goes on with each.
/// <para>
/// To add this version's, before it is released: <c>TRANSCRIBE_RECORD_HISTORY=0.2.0 dotnet test tests/Transcribe.Engine.Tests --filter
/// Record_ThisVersion</c> writes <c>Histories/0.2.0.db</c>; a fourth number counts recordings of one version, for what has entered the state since.
/// Files that are there are never changed.
/// </para>
/// </summary>
public sealed class HistoryTests : EngineTest
{
    private const string RecordVariable = "TRANSCRIBE_RECORD_HISTORY";

    private static readonly string Kept = Path.Combine(Repository.Root, "tests", "Transcribe.Engine.Tests", "Histories");

    public static TheoryData<string> Versions => [.. Directory.EnumerateFiles(Kept, "*.db").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    private string Database => Path.Combine(Folder, "engine.db");

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Resume_WhatAVersionSaved_ComesToItsEnd(string version)
    {
        File.Copy(Path.Combine(Kept, version + ".db"), Database);

        await ResumeAsync(Version.Parse(version));
    }

    [Fact]
    public async Task Record_ThisVersion_ComesToItsEnd()
    {
        var recorded = Path.Combine(Folder, "recorded.db");
        await RecordAsync(recorded);
        if (Environment.GetEnvironmentVariable(RecordVariable) is { Length: > 0 } version)
            File.Copy(recorded, Path.Combine(Kept, version + ".db"));

        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.EnumerateFiles(Folder, "engine.db*"))
            File.Delete(file);
        File.Move(recorded, Database);

        await ResumeAsync(HistoryDefinitions.WithRetries);
    }

    private async Task RecordAsync(string file)
    {
        var engine = await StartEngineAsync(background: false);
        foreach (var definition in HistoryDefinitions.All)
            await engine.Catalog.SaveAsync(definition, publish: true, cancellationToken: Token);

        await engine.Get<IEventPublisher>().PublishAsync(HistoryDefinitions.EarlyEvent, cancellationToken: Token);
        foreach (var id in new[] { "sequence", "loop", "fork", "each", "delay", "task", "limited", "replayed" })
            (await engine.StartAsync(id, id)).SubStatus.Should().Be(WorkflowSubStatus.Suspended, "{0} waits", id);

        await PublishAsync(engine, "loop", "each");
        await engine.StartAsync("parent", "parent");
        foreach (var child in (await engine.Get<IInstanceStore>().ListAsync(new InstanceFilter { ParentWorkflowInstanceId = "parent" }, Token)).Items)
            await engine.Get<BurstRunner>().RecoverAsync(child.Id, Token);

        await RecordFailuresAsync(engine);
        await RecordTrialsAsync(engine);
        await engine.Runtime.StartAsync(
            new StartWorkflowRequest { DefinitionId = "token", Properties = new Dictionary<string, object> { [FlowchartOptions.PropertyName] = nameof(FlowchartExecutionMode.TokenBased) } }, Token);
        await PublishAsync(engine, "start");

        await engine.Runtime.DispatchAsync(new StartWorkflowRequest { DefinitionId = "pending", WorkflowInstanceId = "pending" }, Token);
        _ = engine.StartAsync("interrupted", "interrupted");
        await Probe.ReachedAsync(HistoryDefinitions.Gate);
        engine.Abandon();

        // As the killed process left it, in one file.
        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=false");
        await connection.OpenAsync(Token);
        await using var copy = connection.CreateCommand();
        copy.CommandText = "VACUUM INTO $file";
        copy.Parameters.AddWithValue("$file", file);
        await copy.ExecuteNonQueryAsync(Token);
    }

    /// <summary>A run that waits for its third attempt; one that has faulted, with a wait put aside; one whose failure is to be told.</summary>
    private async Task RecordFailuresAsync(EngineHost engine)
    {
        Probe.IsBroken = true;
        await engine.StartAsync("failing");
        (await engine.StartAsync("parked", "parked")).State.ParkedBookmarks.Should().ContainSingle();

        Probe.Fault = new TimeoutException("Too slow.");
        await engine.StartAsync("retried", "retried");
        await engine.Runtime.RetryAsync("retried", Token);
        await engine.Get<BurstRunner>().RecoverAsync("retried", Token);
        (await engine.Reader.ReadStateAsync("retried", Token))!.Should().BeEquivalentTo(new { SubStatus = WorkflowSubStatus.Suspended, Retries = 1 });
    }

    /// <summary>A replay that waits in the middle of what it repeats; a test that waits before a step with a sample.</summary>
    private static async Task RecordTrialsAsync(EngineHost engine)
    {
        await PublishAsync(engine, "replayed");
        var replay = await engine.Get<IReplays>().StartAsync("replayed", "event-replayed", Token);
        await engine.Get<BurstRunner>().RecoverAsync(replay!.WorkflowInstanceId!, Token);
        (await engine.Reader.ReadStateAsync(replay.WorkflowInstanceId!, Token))!.Replay!.Steps.Should().NotBeEmpty();

        await engine.Runtime.StartAsync(new StartWorkflowRequest { DefinitionId = "tested", Test = TestMode.All }, Token);
    }

    private async Task ResumeAsync(Version recording)
    {
        var probe = new Probe();
        probe.Open(HistoryDefinitions.Gate);
        await using var engine = await EngineHost.StartAsync(Database, Clock, probe);
        await engine.BecomesAsync((await engine.StartAsync("late")).WorkflowInstanceId, WorkflowSubStatus.Finished);

        await PublishAsync(engine, "sequence", "loop", "loop", "fork", "each", "each", "child");
        if (recording >= HistoryDefinitions.WithRetries)
        {
            await engine.Runtime.RetryAsync("parked", Token);
            await PublishAsync(engine, "parked", "replayed", "tested", "token");
        }

        var task = (await engine.Reader.ReadStateAsync("task", Token))!.Bookmarks.Single();
        await engine.Get<ITaskReporter>().ReportCompletionAsync(task.ActivityInstanceId, cancellationToken: Token);
        Clock.Advance(TimeSpan.FromDays(2));

        await AdvanceUntilAsync(async () => (await CountAsync(engine, new InstanceFilter { Statuses = [WorkflowStatus.Running] })) == 0, "everything ends");
        foreach (var (id, outcome) in HistoryDefinitions.OutcomesOf(recording))
        {
            var runs = (await engine.Get<IInstanceStore>().ListAsync(new InstanceFilter { DefinitionIds = [id] }, Token)).Items;
            runs.Should().NotBeEmpty("the history has {0}", id);
            foreach (var run in runs)
            {
                var state = await engine.Reader.ReadStateAsync(run.Id, Token);
                Convert.ToString(state!.Output.GetValueOrDefault("Out"), CultureInfo.InvariantCulture).Should().Be(outcome, "so ends {0}", id);
            }
        }

        await AdvanceUntilAsync(async () => await CountAsync(engine, new InstanceFilter { DefinitionIds = ["timer"] }) > 0, "the schedule goes on");
    }

    private static async Task PublishAsync(EngineHost engine, params string[] events)
    {
        foreach (var name in events)
        {
            var result = await engine.Get<IEventPublisher>().PublishAsync(name, cancellationToken: Token);
            result.WorkflowInstanceResponses.Should().ContainSingle("somebody waits for {0}", name);
        }
    }

    private static async Task<int> CountAsync(EngineHost engine, InstanceFilter filter) => (await engine.Get<IInstanceStore>().ListAsync(filter, Token)).TotalCount;
}
