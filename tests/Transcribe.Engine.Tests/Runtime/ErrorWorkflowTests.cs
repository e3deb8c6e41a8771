using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>Workflows that are told of the failed runs of others.</summary>
public sealed class ErrorWorkflowTests : EngineTest
{
    private const string Fragile = """{ "type": "Test.Fragile", "id": "fragile", "name": "The fragile one" }""";
    private const string Named = """{ "errorWorkflow": "alert" }""";
    private const string RunFailed = """{ "type": "Transcribe.RunFailed", "id": "failed", "result": { "typeName": "RunFailure", "memoryReference": { "id": "f" } }, "customProperties": { "canStartWorkflow": true } }""";

    public ErrorWorkflowTests() => Probe.IsBroken = true;

    [Fact]
    public async Task Run_Fails_ItsErrorWorkflowIsToldWhatFailedWhereAndWhy()
    {
        var engine = await StartAsync(services: services => services.AddSingleton<IRunLinker, Links>());
        await engine.Catalog.SaveAsync(SequenceWith("w", Named, Fragile).Replace("\"name\": \"w\"", "\"name\": \"Minutes\"", StringComparison.Ordinal), publish: true, cancellationToken: Token);

        await engine.Runtime.StartAsync(new StartWorkflowRequest { DefinitionId = "w", WorkflowInstanceId = "run", CorrelationId = "order 7", Name = "Monday" }, Token);

        (await ToldAsync(engine)).Should().Be(new RunFailure
        {
            Workflow = "Minutes",
            DefinitionId = "w",
            Version = 1,
            RunId = "run",
            RunName = "Monday",
            CorrelationId = "order 7",
            ActivityId = "fragile",
            ActivityName = "The fragile one",
            ActivityType = "Test.Fragile",
            Message = "It broke.",
            At = Clock.GetUtcNow(),
            Attempts = 1,
            Link = "https://here/runs/run",
        });
        await EndedAsync(engine, "alert");
        Probe.Notes.Should().Equal("Minutes: It broke.");
    }

    [Fact]
    public async Task Run_NamesNoErrorWorkflow_TheHostsIsTold()
    {
        var engine = await StartAsync(options => options.Errors.Workflow = "alert");
        await PublishAlertAsync(engine, "own");
        await engine.PublishAsync("w", Fragile);
        await engine.PublishWithAsync("other", """{ "errorWorkflow": "own" }""", Fragile);

        await engine.StartAsync("w", "run");
        await engine.StartAsync("other", "other run");

        (await ToldAsync(engine)).RunId.Should().Be("run");
        (await ToldAsync(engine, "own")).RunId.Should().Be("other run");
        engine.Get<IErrorWorkflows>().MissingDefault.Should().BeNull();
    }

    [Fact]
    public async Task Run_IsTriedAgain_TheErrorWorkflowIsToldOfTheLastAttemptOnly()
    {
        Probe.Fault = new TimeoutException("Too slow.");
        var engine = await StartAsync();
        await engine.PublishWithAsync("w", """{ "errorWorkflow": "alert", "retry": { "attempts": 2, "firstGap": "00:00:10" } }""", Fragile);
        await engine.StartAsync("w", "run");
        (await ListAsync(engine)).Should().BeEmpty();

        await AdvanceUntilAsync(async () => await engine.SubStatusOfAsync("run") == WorkflowSubStatus.Faulted, "the last attempt fails");

        var failure = await ToldAsync(engine);
        failure.Should().BeEquivalentTo(new { IsTransient = true, Attempts = 2, Message = "Too slow." });
    }

    [Fact]
    public async Task Run_FailsAndTheServerDies_TheErrorWorkflowRunsOnceAfterTheNextStart()
    {
        var crashing = await StartAsync(background: false);
        await crashing.PublishWithAsync("w", Named, Fragile);
        await crashing.StartAsync("w", "run");
        (await ListAsync(crashing)).Should().ContainSingle("it is saved with the end of the run").Which.SubStatus.Should().Be(WorkflowSubStatus.Pending);
        await crashing.StopAsync();

        var engine = await StartEngineAsync();

        await EndedAsync(engine, "alert");
        Probe.Notes.Should().Equal("w: It broke.");
    }

    [Fact]
    public async Task Run_CommitsAgainAfterItHasFailed_IsToldOnce()
    {
        var engine = await StartAsync();
        await engine.Catalog.SaveAsync(
            $$"""{ "definitionId": "w", "customProperties": {{Named}}, "root": { "type": "Elsa.Parallel", "activities": [ {{Fragile}}, {{Hold("gate")}} ] } }""", publish: true, cancellationToken: Token);
        Probe.Open("gate");

        await engine.StartAsync("w", "run");
        await engine.Runtime.SetVariablesAsync("run", new Dictionary<string, object?>(), Token);

        await EndedAsync(engine, "alert");
        (await ListAsync(engine)).Should().ContainSingle();
    }

    [Fact]
    public async Task Run_IsRetriedBySomebodyAndFailsAgain_IsToldAgain()
    {
        var engine = await StartAsync();
        await engine.PublishWithAsync("w", Named, Fragile);
        await engine.StartAsync("w", "run");
        Clock.Advance(TimeSpan.FromSeconds(1));

        await engine.Runtime.RetryAsync("run", Token);

        await Eventually.HoldsAsync(async () => (await ListAsync(engine)).Count == 2, "it is told again");
    }

    [Fact]
    public async Task ErrorWorkflow_FailsItselfOrInAChild_TellsNobody()
    {
        var engine = await StartEngineAsync(configure: options => options.Errors.Workflow = "alert");
        await engine.PublishAsync("child", Fragile);
        await engine.Catalog.SaveAsync(AlertWith("alert", """{ "type": "Elsa.DispatchWorkflow", "workflowDefinitionId": "child", "waitForCompletion": true }""", Fragile), publish: true, cancellationToken: Token);
        await engine.PublishAsync("w", Fragile);

        await engine.StartAsync("w", "run");

        await Eventually.HoldsAsync(async () => (await ListAsync(engine)).Any(run => run.SubStatus == WorkflowSubStatus.Faulted), "the error workflow fails");
        (await ListAsync(engine)).Should().ContainSingle("neither its failure nor that of its child is told");
        (await ListAsync(engine, "child")).Should().ContainSingle().Which.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
    }

    [Fact]
    public async Task Run_IsCancelled_NobodyIsTold()
    {
        var engine = await StartAsync();
        await engine.PublishWithAsync("w", Named, Await("key"));
        await engine.StartAsync("w", "run");

        await engine.Runtime.CancelAsync("run", Token);

        (await ListAsync(engine)).Should().BeEmpty("somebody wanted it so");
    }

    [Fact]
    public async Task Run_IsATestOrAReplay_NobodyIsTold()
    {
        var engine = await StartAsync();
        await engine.PublishWithAsync("w", Named, Fragile);
        await engine.Runtime.StartAsync(new StartWorkflowRequest { DefinitionId = "w", WorkflowInstanceId = "test", Test = TestMode.Steps }, Token);
        (await ListAsync(engine)).Should().BeEmpty("somebody looks at their test");
        await engine.StartAsync("w", "run");
        await EndedAsync(engine, "alert");

        var replay = await engine.Get<IReplays>().StartAsync("run", null, Token);

        await engine.BecomesAsync(replay!.WorkflowInstanceId!, WorkflowSubStatus.Faulted);
        (await ListAsync(engine)).Should().ContainSingle("of the run itself somebody was told");
    }

    [Fact]
    public async Task Run_EndsAtALimit_IsTold()
    {
        var engine = await StartAsync();
        await engine.PublishWithAsync("w", """{ "errorWorkflow": "alert", "limits": { "duration": "00:00:05" } }""", Await("key"));
        await engine.StartAsync("w", "run");

        await AdvanceUntilAsync(async () => (await ListAsync(engine)).Count == 1, "its time is over");

        var failure = await ToldAsync(engine);
        failure.ActivityId.Should().Be("Workflow1");
        failure.Message.Should().StartWith("The run has taken longer");
    }

    [Fact]
    public async Task Run_ItsDefinitionIsDeleted_TheHostsErrorWorkflowIsTold()
    {
        var engine = await StartAsync(options => options.Errors.Workflow = "alert");
        await engine.PublishAsync("w", Await("key"));
        await engine.StartAsync("w", "run");

        await engine.Catalog.DeleteAsync("w", Token);

        (await ToldAsync(engine)).Should().BeEquivalentTo(new { Workflow = "w", RunId = "run" });
    }

    [Fact]
    public async Task Child_Fails_ItsOwnErrorWorkflowIsToldAndItsParentGoesOn()
    {
        var engine = await StartAsync();
        await engine.PublishWithAsync("child", Named, Fragile);
        await engine.PublishAsync("w", """{ "type": "Elsa.DispatchWorkflow", "workflowDefinitionId": "child", "waitForCompletion": true }""");

        await engine.StartAsync("w", "run");

        await engine.BecomesAsync("run", WorkflowSubStatus.Finished);
        (await ToldAsync(engine)).DefinitionId.Should().Be("child");
    }

    [Fact]
    public async Task ErrorWorkflow_IsRetractedMeanwhile_TheHostsIsTold()
    {
        var engine = await StartAsync(options => options.Errors.Workflow = "default");
        await PublishAlertAsync(engine, "default");
        await engine.PublishWithAsync("w", Named, Fragile);
        await engine.Catalog.RetractAsync("alert", Token);

        await engine.StartAsync("w", "run");

        (await ToldAsync(engine, "default")).RunId.Should().Be("run");
    }

    [Fact]
    public async Task MissingDefault_TheHostNamesWhatIsNotThere_NamesIt()
    {
        var engine = await StartEngineAsync(configure: options => options.Errors.Workflow = "nobody");
        await engine.PublishAsync("w", Fragile);

        (await engine.StartAsync("w", "run")).SubStatus.Should().Be(WorkflowSubStatus.Faulted);

        engine.Get<IErrorWorkflows>().MissingDefault.Should().Be("nobody");
    }

    [Theory]
    [InlineData("nobody", "*There is no workflow 'nobody'*")]
    [InlineData("draft", "*'draft' is not published*")]
    [InlineData("plain", "*'plain' does not begin with Run Failed*")]
    [InlineData("w", "*cannot be its own error workflow*")]
    public async Task Publish_NamesWhatCannotBeTold_IsRefused(string name, string reason)
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("plain", Note("plain"));
        await engine.Catalog.SaveAsync(Alert("draft"), publish: false, cancellationToken: Token);

        var publish = () => engine.PublishWithAsync("w", $$"""{ "errorWorkflow": "{{name}}" }""", Fragile);

        await publish.Should().ThrowAsync<DefinitionException>().WithMessage(reason);
    }

    [Fact]
    public async Task Publish_NamesWhatIsNotHereAndMay_IsNotRefused()
    {
        var engine = await StartEngineAsync(background: false, options => options.Errors.AcceptsUnknown = true);
        await engine.PublishAsync("plain", Note("plain"));

        await engine.PublishWithAsync("w", """{ "errorWorkflow": "nobody" }""", Fragile);

        var publish = () => engine.PublishWithAsync("w", """{ "errorWorkflow": "plain" }""", Fragile);
        await publish.Should().ThrowAsync<DefinitionException>();
    }

    [Fact]
    public async Task Folder_ErrorWorkflowComesAfterTheOneThatNamesIt_BothArePublished()
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "a.json"), SequenceWith("a", """{ "errorWorkflow": "z" }""", Note("a")), Token);
        await File.WriteAllTextAsync(Path.Combine(Folder, "z.json"), Alert("z"), Token);

        var engine = await StartEngineAsync(background: false, options => options.WorkflowsFolder = Folder);

        engine.Catalog.IsPublished("a").Should().BeTrue();
        engine.Get<FolderProvider>().Refused.Should().BeEmpty();
    }

    [Fact]
    public async Task RunFailed_StartedByHand_SaysWhatItIsFor()
    {
        var engine = await StartAsync();

        var run = await engine.StartAsync("alert", "by hand");

        run.State.Incidents.Single().Message.Should().Contain("begins workflows when a run has failed");
    }

    private async Task<EngineHost> StartAsync(Action<WorkflowEngineOptions>? configure = null, bool background = true, Action<IServiceCollection>? services = null)
    {
        var engine = await StartEngineAsync(background, configure, services);
        await PublishAlertAsync(engine, "alert");
        return engine;
    }

    private static Task<DefinitionRow> PublishAlertAsync(EngineHost engine, string definitionId) => engine.Catalog.SaveAsync(Alert(definitionId), publish: true, cancellationToken: Token);

    private static string Alert(string definitionId) =>
        AlertWith(definitionId, """{ "type": "Test.Note", "text": { "expression": { "type": "JavaScript", "value": "getVariable('F').Workflow + ': ' + getVariable('F').Message" } } }""");

    private static string AlertWith(string definitionId, params string[] activities) => $$"""
        { "definitionId": "{{definitionId}}", "variables": [ { "id": "f", "name": "F", "typeName": "RunFailure" } ],
          "root": { "type": "Elsa.Sequence", "activities": [ {{RunFailed}}, {{string.Join(", ", activities)}} ] } }
        """;

    private static async Task<IReadOnlyList<InstanceRow>> ListAsync(EngineHost engine, string definitionId = "alert") =>
        (await engine.Get<IInstanceStore>().ListAsync(new InstanceFilter { DefinitionIds = [definitionId] }, Token)).Items;

    private static Task EndedAsync(EngineHost engine, string definitionId) => Eventually.HoldsAsync(
        async () => await ListAsync(engine, definitionId) is [{ SubStatus: WorkflowSubStatus.Finished }], $"{definitionId} has run");

    /// <summary>What the error workflow's first commit was given.</summary>
    private static async Task<RunFailure> ToldAsync(EngineHost engine, string definitionId = "alert")
    {
        await Eventually.HoldsAsync(async () => (await ListAsync(engine, definitionId)).Count == 1, $"{definitionId} is told");
        var run = (await ListAsync(engine, definitionId)).Single();
        await engine.BecomesAsync(run.Id, WorkflowSubStatus.Finished);
        var execution = (await engine.Get<IJournalStore>().ListExecutionsAsync(run.Id, null, Token)).Single(row => row.ActivityType == "Transcribe.RunFailed");
        using var outputs = System.Text.Json.JsonDocument.Parse(execution.Outputs!);
        return Values.ValueSerializer.Read(outputs.RootElement.GetProperty("Result")).Should().BeOfType<RunFailure>().Subject;
    }

    private sealed class Links : IRunLinker
    {
        public string LinkTo(string workflowInstanceId) => $"https://here/runs/{workflowInstanceId}";

        public string? StatusPathOf(string workflowInstanceId) => null;
    }
}
