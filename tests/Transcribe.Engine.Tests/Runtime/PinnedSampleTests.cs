using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>Steps with pinned samples.</summary>
public sealed class PinnedSampleTests : EngineTest
{
    private const string Pinned = """{ "type": "Test.Give", "id": "give", "value": "real", "customProperties": { "pinned": { "outputs": { "Result": "sample" } } }, "result": { "memoryReference": { "id": "v" } } }""";

    private const string PinnedTrigger = """{ "type": "Test.Await", "id": "start", "key": "start", "customProperties": { "canStartWorkflow": true, "pinned": {} } }""";

    [Fact]
    public async Task TestRun_ComingToAPinnedStep_TakesItsSample()
    {
        var engine = await StartEngineAsync();
        await PublishAsync(engine);

        (await StartAsync(engine, TestMode.All)).SubStatus.Should().Be(WorkflowSubStatus.Finished);

        Probe.Notes.Should().Equal("then sample");
        (await engine.Reader.ReadAsync("run", Token))!.Executions.Single(row => row.ActivityId == "give").JournalData.Should().Contain("sample");
    }

    [Fact]
    public async Task ProductionRun_ComingToAPinnedStep_ExecutesIt()
    {
        var engine = await StartEngineAsync();
        await PublishAsync(engine);

        (await StartAsync(engine, TestMode.None)).SubStatus.Should().Be(WorkflowSubStatus.Finished);

        Probe.Notes.Should().Equal("start:", "gave real", "then real");
    }

    [Fact]
    public async Task TestRun_ThatATriggerStarted_TakesWhatCameAndNotItsSample()
    {
        var engine = await StartEngineAsync();
        await PublishAsync(engine);

        await StartAsync(engine, TestMode.Steps);

        Probe.Notes.Should().Equal("start:", "then sample");
    }

    [Fact]
    public async Task TestRun_WithASampleThatNamesAnOutcome_FollowsIt()
    {
        var engine = await StartEngineAsync();
        await engine.Catalog.SaveAsync(
            """
            { "definitionId": "w", "root": { "type": "Elsa.Flowchart",
              "activities": [ { "type": "Test.Give", "id": "give", "value": "real", "customProperties": { "pinned": { "outcomes": ["Failed"] } } }, { "type": "Test.Note", "id": "good", "text": "good" }, { "type": "Test.Note", "id": "bad", "text": "bad" } ],
              "connections": [ { "source": { "activity": "give", "port": "Done" }, "target": { "activity": "good", "port": "In" } }, { "source": { "activity": "give", "port": "Failed" }, "target": { "activity": "bad", "port": "In" } } ] } }
            """,
            publish: true,
            cancellationToken: Token);

        await engine.Runtime.StartAsync(new StartWorkflowRequest { DefinitionId = "w", Test = TestMode.All }, Token);

        Probe.Notes.Should().Equal("bad");
    }

    [Fact]
    public async Task Replay_OfATestRun_IsATestOfTheLatestVersion()
    {
        Probe.IsBroken = true;
        var engine = await StartEngineAsync();
        await engine.Catalog.SaveAsync(Sequence("w", Pinned, """{ "type": "Test.Fragile", "id": "fragile" }"""), publish: false, cancellationToken: Token);
        await engine.Runtime.StartAsync(new StartWorkflowRequest { DefinitionId = "w", Version = VersionOptions.Latest, WorkflowInstanceId = "run", Test = TestMode.All }, Token);
        Probe.IsBroken = false;

        var replay = await engine.Get<IReplays>().StartAsync("run", "give", Token);

        await engine.BecomesAsync(replay!.WorkflowInstanceId!, WorkflowSubStatus.Finished);
        Probe.Notes.Should().BeEmpty();
    }

    [Fact]
    public async Task Publish_WithPinnedSamples_SaysThatTheyAreForTests()
    {
        var engine = await StartEngineAsync();

        var problems = await engine.Catalog.CheckAsync(Sequence("w", Pinned.Replace("Result\": \"sample", "Nothing\": \"sample", StringComparison.Ordinal)), Token);

        problems.Should().OnlyContain(problem => problem.IsWarning);
        problems.Where(problem => problem.Property == "pinned").Select(problem => problem.ToString()).Should().Equal(
            "give.pinned: Its sample gives 'Nothing', which this activity does not give.",
            "give.pinned: It has a pinned sample, which test runs take instead of executing it. A run of the published version executes it.");
    }

    private static Task<DefinitionRow> PublishAsync(EngineHost engine) => engine.Catalog.SaveAsync(
        $$"""
        { "definitionId": "w", "variables": [ { "id": "v", "name": "V", "typeName": "String" } ],
          "root": { "type": "Elsa.Sequence", "activities": [ {{PinnedTrigger}}, {{Pinned}}, { "type": "Test.Note", "text": { "expression": { "type": "JavaScript", "value": "'then ' + getVariable('V')" } } } ] } }
        """,
        publish: true,
        cancellationToken: Token);

    private static Task<WorkflowRun> StartAsync(EngineHost engine, TestMode test) =>
        engine.Runtime.StartAsync(new StartWorkflowRequest { DefinitionId = "w", WorkflowInstanceId = "run", TriggerActivityId = "start", Test = test }, Token);
}
