using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>Runs that have ended and run again from one of their steps.</summary>
public sealed class ReplayTests : EngineTest
{
    private const string Fragile = """{ "type": "Test.Fragile", "id": "fragile" }""";
    private const string Variable = """[ { "id": "v", "name": "V", "typeName": "Object", "storageDriverTypeName": "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core" } ]""";

    public ReplayTests() => Probe.IsBroken = true;

    [Fact]
    public async Task Replay_OfAFailedRun_AnswersWhatWasDoneAndGoesOnFromTheFailure()
    {
        var engine = await StartEngineAsync();
        await PublishAsync(engine, Give("first", "1"), Set("getVariable('V') + '!'"), Fragile, Say("after", "getVariable('V')"));
        (await engine.StartAsync("w", "old")).SubStatus.Should().Be(WorkflowSubStatus.Faulted);

        var replay = await ReplayAsync(engine, "old");

        replay.Should().BeEquivalentTo(new { ActivityId = "fragile", From = "fragile", Version = 1, Answered = new[] { "first" } });
        Probe.Notes.Should().Equal(["gave 1", "1!"], "what was done is not done again, and what it gave went where it went");
        var state = (await engine.Reader.ReadStateAsync(replay.WorkflowInstanceId!, Token))!;
        state.Properties.Should().Contain("ReplayOf", "old").And.Contain("ReplayFrom", "fragile");
        state.Replay!.Steps.Should().BeEmpty("nothing of it is needed any more");
        (await ExecutionAsync(engine, replay, "first")).JournalData.Should().Contain("run old");
        (await engine.SubStatusOfAsync("old")).Should().Be(WorkflowSubStatus.Faulted);
    }

    [Fact]
    public async Task Replay_AfterTheWorkflowWasMended_RunsTheNewestVersion()
    {
        var engine = await StartEngineAsync();
        await PublishAsync(engine, Give("first", "1"), Fragile, Say("after", "getVariable('V')"));
        await engine.StartAsync("w", "old");
        await PublishAsync(engine, Give("first", "2"), Fragile, Say("after", "'new ' + getVariable('V')"));

        (await ReplayAsync(engine, "old")).Version.Should().Be(2);

        Probe.Notes.Should().Equal("gave 1", "new 1");
    }

    [Fact]
    public async Task Replay_OfAFinishedRun_ExecutesFromTheChosenStepOn()
    {
        Probe.IsBroken = false;
        var engine = await StartEngineAsync();
        await PublishAsync(engine, Give("first", "1"), Give("second", "2"), Give("third", "3"));
        await engine.StartAsync("w", "old");
        Probe.Notes.Clear();

        await ReplayAsync(engine, "old", "second");

        Probe.Notes.Should().Equal("gave 2", "gave 3");
    }

    [Fact]
    public async Task Replay_OfARunThatWasStartedWithInput_HasTheSame()
    {
        Probe.IsBroken = false;
        var engine = await StartEngineAsync();
        await PublishAsync(engine, Say("first", "getInput('n')"), Say("second", "getInput('n')"));
        await engine.Runtime.StartAsync(new StartWorkflowRequest { DefinitionId = "w", WorkflowInstanceId = "old", CorrelationId = "c", Input = new Dictionary<string, object> { ["n"] = 7 } }, Token);
        Probe.Notes.Clear();

        var replay = await ReplayAsync(engine, "old", "second");

        Probe.Notes.Should().Equal("7");
        (await engine.Get<IInstanceStore>().FindAsync(replay.WorkflowInstanceId!, Token))!.Should().BeEquivalentTo(new { CorrelationId = "c", Name = "w (again from second)" });
    }

    [Fact]
    public async Task Replay_OfARunThatATriggerStartedAndThatWaited_AnswersBoth()
    {
        var engine = await StartEngineAsync();
        await PublishAsync(engine, """{ "type": "Test.Await", "id": "start", "key": "start", "customProperties": { "canStartWorkflow": true } }""", Await("key"), Fragile, Note("after"));
        var old = (await SendAsync(engine, "start", 1)).WorkflowInstanceResponses.Single().WorkflowInstanceId;
        await engine.BecomesAsync(old, WorkflowSubStatus.Suspended);
        await SendAsync(engine, "key", 2);
        await engine.BecomesAsync(old, WorkflowSubStatus.Faulted);

        await ReplayAsync(engine, old);
        await ReplayAsync(engine, old, "start", WorkflowSubStatus.Suspended);

        Probe.Notes.Should().Equal(["start:1", "key:2", "after"], "what started a run is always answered; what it waited for behind it is waited for again");
    }

    [Fact]
    public async Task Replay_BesideABranch_AnswersWhatThatHadDoneAndRunsWhatItHadNot()
    {
        var engine = await StartEngineAsync();
        await PublishRootAsync(engine, $$"""{ "type": "Elsa.Parallel", "activities": [ {{Branch(Give("done", "1"), Await("key"), Give("open", "2"))}}, {{Branch(Give("before", "3"), Fragile)}} ] }""");
        await engine.StartAsync("w", "old");
        Probe.IsBroken = false;

        var id = (await engine.Get<IReplays>().StartAsync("old", null, Token))!.WorkflowInstanceId!;
        await engine.BecomesAsync(id, WorkflowSubStatus.Suspended);
        await SendAsync(engine, "key");

        await engine.BecomesAsync(id, WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("gave 1", "gave 3", "key:0", "gave 2");
    }

    [Fact]
    public async Task Replay_FromATurnOfALoop_AnswersTheTurnsBeforeIt()
    {
        Probe.IsBroken = false;
        var engine = await StartEngineAsync();
        await PublishAsync(engine, Loop("Elsa.ForEach", Say("body", "getVariable('CurrentValue')")), Note("end"));
        await engine.StartAsync("w", "old");
        Probe.Notes.Clear();
        var turns = (await engine.Get<IReplays>().LookAsync("old", Token))!.Steps.Where(step => step.ActivityId == "body").ToList();

        await ReplayAsync(engine, "old", turns[1].Id);

        turns.Select(turn => turn.Turn).Should().Equal(1, 2, 3);
        Probe.Notes.Should().Equal("b", "c", "end");
    }

    [Fact]
    public async Task Replay_FromOneOfSeveralItemsSideBySide_AnswersTheOthers()
    {
        Probe.IsBroken = false;
        var engine = await StartEngineAsync();
        await PublishAsync(engine, Loop("Elsa.ParallelForEach", Say("body", "getVariable('CurrentValue')")), Note("end"));
        await engine.StartAsync("w", "old");
        Probe.Notes.Clear();
        var second = (await engine.Get<IReplays>().LookAsync("old", Token))!.Steps.Where(step => step.ActivityId == "body").ElementAt(1);

        await ReplayAsync(engine, "old", second.Id);

        Probe.Notes.Should().Equal("b", "end");
    }

    [Fact]
    public async Task Replay_OfALoopInAFlowchart_AnswersTheTurnsBeforeItAndDecidesAnew()
    {
        Probe.IsBroken = false;
        var engine = await StartEngineAsync();
        await PublishRootAsync(
            engine,
            Chart(
                "count->work; work->again; again:True->count; again:False->end",
                Set("(getVariable('V') || 0) + 1", "count"), Say("work", "getVariable('V')"),
                """{ "type": "Elsa.FlowDecision", "id": "again", "condition": { "expression": { "type": "JavaScript", "value": "getVariable('V') < 3" } } }""", NoteOf("end")));
        await engine.StartAsync("w", "old");
        Probe.Notes.Should().Equal("1", "2", "3", "end");
        Probe.Notes.Clear();
        var third = (await engine.Get<IReplays>().LookAsync("old", Token))!.Steps.Last(step => step.ActivityId == "work");

        await ReplayAsync(engine, "old", third.Id);

        Probe.Notes.Should().Equal("3", "end");
    }

    [Fact]
    public async Task Replay_BehindAJoinThatOneBranchHadWon_DoesNotRunTheOther()
    {
        Probe.IsBroken = false;
        var engine = await StartEngineAsync();
        await PublishRootAsync(
            engine,
            Chart(
                "fork->slow; fork->fast; slow->join; fast->join; join->end",
                """{ "type": "Test.Trace", "id": "fork" }""", AwaitOf("slow"), AwaitOf("fast"), """{ "type": "Elsa.FlowJoin", "id": "join", "mode": "WaitAny" }""", NoteOf("end")));
        var run = await engine.StartAsync("w", "old");
        run.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        await SendAsync(engine, "fast");
        await engine.BecomesAsync("old", WorkflowSubStatus.Finished);
        Probe.Notes.Clear();

        await ReplayAsync(engine, "old", "end");

        Probe.Notes.Should().Equal("end");
    }

    [Fact]
    public async Task Replay_FromAStepThatTheNewestVersionHasInAddition_AnswersWhatComesBefore()
    {
        var engine = await StartEngineAsync();
        await PublishAsync(engine, Give("first", "1"), Fragile, Note("after"));
        await engine.StartAsync("w", "old");
        await PublishAsync(engine, Give("first", "1"), Give("added", "2"), Fragile, Note("after"));

        await ReplayAsync(engine, "old", "added");

        Probe.Notes.Should().Equal("gave 1", "gave 2", "after");
    }

    [Fact]
    public async Task Replay_PastAStepThatHadNotRun_SaysSoInsteadOfExecutingIt()
    {
        var engine = await StartEngineAsync();
        await PublishAsync(engine, Give("first", "1"), Fragile);
        await engine.StartAsync("w", "old");
        await PublishAsync(engine, Give("first", "1"), Give("added", "2"), Fragile);

        var replay = await ReplayAsync(engine, "old", "fragile", WorkflowSubStatus.Faulted);

        Probe.Notes.Should().Equal("gave 1");
        (await engine.Reader.ReadStateAsync(replay.WorkflowInstanceId!, Token))!.Incidents.Single().Message.Should()
            .Be("'added' comes before the step that this replay starts from, but did not run in run old, so there is nothing to answer it with. Replay from 'added', or from a step before it.");

        await engine.Runtime.RetryAsync(replay.WorkflowInstanceId!, Token);
        await Eventually.HoldsAsync(
            async () => (await engine.Reader.ReadStateAsync(replay.WorkflowInstanceId!, Token))!.Incidents.Count == 2, "trying it again does not execute it either");
        Probe.Notes.Should().Equal("gave 1");
    }

    [Fact]
    public async Task Replay_OfAReplay_KnowsTheSameStepInBoth()
    {
        var engine = await StartEngineAsync();
        await PublishAsync(engine, """{ "type": "Test.Trace", "id": "trace" }""", Fragile);
        await engine.StartAsync("w", "old");
        var first = (await ReplayAsync(engine, "old", "trace", WorkflowSubStatus.Faulted, isBroken: true)).WorkflowInstanceId!;

        await ReplayAsync(engine, first, "trace");

        Probe.Notes.Should().Equal("", "old", $"{first} old");
    }

    [Fact]
    public async Task Replay_ThatWaitsWhenTheServerStops_HasItsAnswersAfterIt()
    {
        var stopping = await StartEngineAsync();
        await PublishRootAsync(stopping, $$"""{ "type": "Elsa.Parallel", "activities": [ {{Branch(Give("beside", "1"))}}, {{Branch(Fragile)}} ] }""");
        await stopping.StartAsync("w", "old");
        await PublishRootAsync(stopping, $$"""{ "type": "Elsa.Parallel", "activities": [ {{Branch(Await("key"), Give("beside", "2"), Give("new", "3"))}}, {{Branch(Fragile)}} ] }""");
        var replay = await ReplayAsync(stopping, "old", end: WorkflowSubStatus.Suspended);
        await stopping.StopAsync();

        var engine = await StartEngineAsync();
        await SendAsync(engine, "key");

        await engine.BecomesAsync(replay.WorkflowInstanceId!, WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("gave 1", "key:0", "gave 3");
    }

    [Fact]
    public async Task Replay_TriedAgain_MeetsTheSameTurnsAsBefore()
    {
        Probe.IsBroken = false;
        var engine = await StartEngineAsync();
        await PublishAsync(engine, Loop("Elsa.ForEach", """{ "type": "Test.BreakOnce", "id": "body" }"""));
        await engine.StartAsync("w", "old");
        var turns = (await engine.Get<IReplays>().LookAsync("old", Token))!.Steps.Where(step => step.ActivityId == "body").Select(step => step.Id).ToList();
        Probe.Notes.Clear();

        var replay = await ReplayAsync(engine, "old", turns[0], WorkflowSubStatus.Faulted, isBroken: true);
        await engine.Runtime.RetryAsync(replay.WorkflowInstanceId!, Token);

        await engine.BecomesAsync(replay.WorkflowInstanceId!, WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal([turns[0], .. turns], "by its counterpart a step knows what it has paid for");
    }

    [Fact]
    public async Task Replay_FailsBeforeAnAnswerIsGiven_GivesItWhenItIsTriedAgain()
    {
        Probe.IsBroken = false;
        var engine = await StartEngineAsync(services: services => services.AddSingleton<ILogPersistenceStrategy, FragileStrategy>());
        await PublishAsync(
            engine,
            """
            { "type": "Test.Note", "id": "first", "text": "first", "customProperties": { "logPersistenceConfig": { "default": { "evaluationMode": "Strategy", "strategyType": "Fragile" } } } }
            """,
            NoteOf("after"));
        await engine.StartAsync("w", "old");
        Probe.Notes.Clear();

        var replay = await ReplayAsync(engine, "old", "after", WorkflowSubStatus.Faulted, isBroken: true);
        Probe.IsBroken = false;
        await engine.Runtime.RetryAsync(replay.WorkflowInstanceId!, Token);

        await engine.BecomesAsync(replay.WorkflowInstanceId!, WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal(["after"], "the first one was done in the run before");
    }

    private static string Give(string id, string value) =>
        $$"""{ "type": "Test.Give", "id": "{{id}}", "name": "{{id}}", "value": "{{value}}", "result": { "memoryReference": { "id": "v" } } }""";

    private static string Say(string id, string script) => $$"""{ "type": "Test.Note", "id": "{{id}}", "text": { "expression": { "type": "JavaScript", "value": "{{script}}" } } }""";

    private static string NoteOf(string id) => $$"""{ "type": "Test.Note", "id": "{{id}}", "text": "{{id}}" }""";

    private static string AwaitOf(string id) => $$"""{ "type": "Test.Await", "id": "{{id}}", "key": "{{id}}" }""";

    private static string Set(string script, string id = "set") =>
        $$"""{ "type": "Elsa.SetVariable", "id": "{{id}}", "variable": { "id": "v", "name": "V" }, "value": { "expression": { "type": "JavaScript", "value": "{{script}}" } } }""";

    private static string Branch(params string[] activities) => $$"""{ "type": "Elsa.Sequence", "activities": [ {{string.Join(", ", activities)}} ] }""";

    private static string Loop(string type, string body) =>
        $$"""{ "type": "{{type}}", "items": { "expression": { "type": "Object", "value": "[\"a\",\"b\",\"c\"]" } }, "body": {{body}} }""";

    private static string Chart(string connections, params string[] activities)
    {
        var drawn = connections.Split(';', StringSplitOptions.TrimEntries).Select(connection =>
        {
            var (source, target) = connection.Split("->") is [var left, var right] ? (left.Split(':'), right) : throw new FormatException(connection);
            return $$"""{ "source": { "activity": "{{source[0]}}", "port": "{{(source.Length > 1 ? source[1] : "Done")}}" }, "target": { "activity": "{{target}}", "port": "In" } }""";
        });
        return $$"""{ "type": "Elsa.Flowchart", "activities": [ {{string.Join(", ", activities)}} ], "connections": [ {{string.Join(", ", drawn)}} ] }""";
    }

    private static Task<DefinitionRow> PublishAsync(EngineHost engine, params string[] activities) => PublishRootAsync(engine, Branch(activities));

    private static Task<DefinitionRow> PublishRootAsync(EngineHost engine, string root) =>
        engine.Catalog.SaveAsync($$"""{ "definitionId": "w", "name": "w", "variables": {{Variable}}, "root": {{root}} }""", publish: true, cancellationToken: Token);

    private async Task<ReplayPreview> ReplayAsync(EngineHost engine, string id, string? from = null, WorkflowSubStatus end = WorkflowSubStatus.Finished, bool isBroken = false)
    {
        Probe.IsBroken = isBroken;
        var replay = (await engine.Get<IReplays>().StartAsync(id, from, Token))!;
        await engine.BecomesAsync(replay.WorkflowInstanceId!, end);
        return replay;
    }

    private static async Task<ActivityExecutionRow> ExecutionAsync(EngineHost engine, ReplayPreview replay, string activityId) =>
        (await engine.Get<IJournalStore>().ListExecutionsAsync(replay.WorkflowInstanceId!, null, Token)).Single(row => row.ActivityId == activityId);
}

/// <summary>Work with an effect outside and a result.</summary>
[Activity("Test", "Test", Kind = ActivityKind.Task)]
public sealed class Give() : CodeActivity<object>(source: null, line: null)
{
    public Input<string> Value { get; set; } = null!;

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        context.GetRequiredService<Probe>().Notes.Enqueue($"gave {Value.Get(context)}");
        context.Set(Result, Value.Get(context), nameof(Result));
    }
}

/// <summary>Cannot say what is kept while it is broken.</summary>
public sealed class FragileStrategy(Probe probe) : ILogPersistenceStrategy
{
    /// <inheritdoc/>
    public ValueTask<LogPersistenceMode> GetPersistenceModeAsync(ActivityExecutionContext context) =>
        probe.IsBroken ? throw new InvalidOperationException("It broke.") : new(LogPersistenceMode.Include);
}

/// <summary>Notes its counterpart in the replayed run, and breaks if it is told to, once.</summary>
[Activity("Test", "Test", Kind = ActivityKind.Task)]
public sealed class BreakOnce() : CodeActivity(source: null, line: null)
{
    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        var probe = context.GetRequiredService<Probe>();
        if (context.Earlier.Count > 0)
            probe.Notes.Enqueue(context.Earlier[0]);
        if (!probe.IsBroken)
            return;

        probe.IsBroken = false;
        throw new InvalidOperationException("It broke.");
    }
}

/// <summary>Notes the runs in which it ran before.</summary>
[Activity("Test", "Test", Kind = ActivityKind.Task)]
public sealed class Trace() : CodeActivity(source: null, line: null)
{
    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context) =>
        context.GetRequiredService<Probe>().Notes.Enqueue(string.Join(' ', context.Earlier.Select(id => id[..id.LastIndexOf('-')])));
}
