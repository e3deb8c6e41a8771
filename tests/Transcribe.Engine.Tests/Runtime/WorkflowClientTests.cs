using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.State;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

public sealed class WorkflowClientTests : EngineTest
{
    private const string Greeting = """
        { "definitionId": "greet", "variables": [ { "id": "v", "name": "Name", "typeName": "String", "value": "nobody" } ], "outputs": [ { "name": "Out", "type": "String" } ],
          "root": { "type": "Elsa.Sequence", "activities": [
            { "type": "Test.Note", "text": { "expression": { "type": "JavaScript", "value": "getVariable('Name') + ' ' + getInput('n')" } } },
            { "type": "Elsa.SetOutput", "outputName": "Out", "outputValue": "done" } ] } }
        """;

    [Fact]
    public async Task CreateAndRun_WithInputAndVariables_GivesOutputAndState()
    {
        var engine = await StartGreetingAsync();
        var client = await engine.Runtime.CreateClientAsync(Token);

        var response = await client.CreateAndRunInstanceAsync(
            new CreateAndRunWorkflowInstanceRequest
            {
                WorkflowDefinitionHandle = WorkflowDefinitionHandle.ByDefinitionId("greet"), Variables = Values("Name", "Ann"), Input = Values("n", 1), IncludeWorkflowOutput = true,
            },
            Token);

        response.WorkflowInstanceId.Should().Be(client.WorkflowInstanceId);
        response.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        response.Output.Should().ContainKey("Out").WhoseValue.Should().Be("done");
        Probe.Notes.Should().Equal("Ann 1");
    }

    [Fact]
    public async Task CreateInstance_ThenRun_RunsItOnceWithWhatBothGave()
    {
        var engine = await StartGreetingAsync();
        var client = await CreateAsync(engine, Values("Name", "Ann"));
        (await engine.SubStatusOfAsync("one")).Should().Be(WorkflowSubStatus.Pending);
        Probe.Notes.Should().BeEmpty();

        var response = await client.RunInstanceAsync(new RunWorkflowInstanceRequest { Input = Values("n", 2), Properties = Values("p", 3) }, Token);
        var again = await client.RunInstanceAsync(new RunWorkflowInstanceRequest(), Token);

        response.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        again.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        Probe.Notes.Should().Equal("Ann 2");
        (await client.ExportStateAsync(Token)).Properties.Should().ContainKey("p");
    }

    [Fact]
    public async Task CreateInstance_ThatNobodyRuns_RunsAtTheNextStart()
    {
        var stopping = await StartGreetingAsync();
        await CreateAsync(stopping, Values("Name", "Ann"));
        await stopping.StopAsync();

        var engine = await StartEngineAsync();

        await engine.BecomesAsync("one", WorkflowSubStatus.Finished);
        Probe.Notes.Should().ContainSingle().Which.Should().StartWith("Ann");
    }

    [Fact]
    public async Task RunInstance_AtABookmark_ResumesIt()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("waits", Await("key"));
        var bookmark = (await engine.StartAsync("waits", "one")).State.Bookmarks.Single();
        var client = await engine.Runtime.CreateClientAsync("one", Token);

        (await client.RunInstanceAsync(new RunWorkflowInstanceRequest(), Token)).Bookmarks.Should().ContainSingle("nothing was to be done");
        var response = await client.RunInstanceAsync(new RunWorkflowInstanceRequest { BookmarkId = bookmark.Id, Input = Values("number", 7) }, Token);

        response.Should().Match<RunWorkflowInstanceResponse>(answer => answer.SubStatus == WorkflowSubStatus.Finished && answer.Bookmarks.Count == 0);
        Probe.Notes.Should().Equal("key:7");
    }

    [Fact]
    public async Task ExportAndImport_OfAWaitingInstance_PutsItBack()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("waits", Await("key"));
        await engine.StartAsync("waits", "one");
        var client = await engine.Runtime.CreateClientAsync("one", Token);
        var state = await client.ExportStateAsync(Token);
        await SendAsync(engine, "key", 1);

        await client.ImportStateAsync(state, Token);
        await SendAsync(engine, "key", 2);

        Probe.Notes.Should().Equal("key:1", "key:2");
        (await engine.SubStatusOfAsync("one")).Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task ImportState_OfAnotherInstanceOrDefinition_IsRefused()
    {
        var engine = await StartEngineAsync(background: false);
        var client = await engine.Runtime.CreateClientAsync("one", Token);
        var state = new WorkflowState { Id = "one", DefinitionId = "gone", DefinitionVersionId = "gone" };

        await client.Awaiting(sut => sut.ImportStateAsync(state, Token)).Should().ThrowAsync<DefinitionNotFoundException>();
        var other = await engine.Runtime.CreateClientAsync("two", Token);
        await other.Awaiting(sut => sut.ImportStateAsync(state, Token)).Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task CancelExistsAndDelete_OfAnInstance_SayWhetherThereWasOne()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("waits", Await("key"));
        var client = await engine.Runtime.CreateClientAsync("one", Token);
        (await client.InstanceExistsAsync(Token)).Should().BeFalse();
        await client.Awaiting(sut => sut.RunInstanceAsync(new RunWorkflowInstanceRequest(), Token)).Should().ThrowAsync<InstanceNotFoundException>();
        await engine.StartAsync("waits", "one");

        (await client.InstanceExistsAsync(Token)).Should().BeTrue();
        (await client.CancelAsync(Token)).Should().BeTrue();
        (await client.CancelAsync(Token)).Should().BeFalse();
        (await client.DeleteAsync(Token)).Should().BeTrue();
        (await client.InstanceExistsAsync(Token)).Should().BeFalse();
    }

    [Fact]
    public async Task StartWorkflow_ThatMayNotStart_SaysSoInTheAnswer()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.Catalog.SaveAsync(
            $$"""{ "definitionId": "single", "options": { "activationStrategyType": "SingletonStrategy" }, "root": {{Await("key")}} }""", publish: true, cancellationToken: Token);
        var starter = engine.Get<IWorkflowStarter>();

        var first = await starter.StartWorkflowAsync(new StartWorkflowRequest { DefinitionId = "single", WorkflowInstanceId = "one" }, Token);
        var second = await starter.StartWorkflowAsync(new StartWorkflowRequest { DefinitionId = "single" }, Token);

        first.Should().Match<StartWorkflowResponse>(answer => !answer.CannotStart && answer.WorkflowInstanceId == "one" && answer.SubStatus == WorkflowSubStatus.Suspended);
        second.Should().Match<StartWorkflowResponse>(answer => answer.CannotStart && answer.WorkflowInstanceId == null && answer.Reason!.Contains("SingletonStrategy"));
    }

    [Fact]
    public async Task Invoke_AGraphOfTheCatalog_GivesItsDurableRun()
    {
        var engine = await StartEngineAsync(background: false);
        var row = await engine.PublishAsync("waits", Await("key"));
        var graph = (await engine.Catalog.FindGraphAsync(row.Id, Token))!;
        var invoker = engine.Get<IWorkflowInvoker>();

        var run = await invoker.InvokeAsync(graph, new RunWorkflowOptions { WorkflowInstanceId = "one", CorrelationId = "c" }, Token);
        var resumed = await invoker.InvokeAsync(graph, new RunWorkflowOptions { WorkflowInstanceId = "one", BookmarkId = run.WorkflowState.Bookmarks.Single().Id }, Token);

        run.WorkflowExecutionContext.CorrelationId.Should().Be("c");
        resumed.WorkflowState.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        (await engine.SubStatusOfAsync("one")).Should().Be(WorkflowSubStatus.Finished);
        await invoker.Awaiting(sut => sut.InvokeAsync(graph, new RunWorkflowOptions { BookmarkId = "gone" }, Token)).Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task RunInstance_AtABookmarkFromInsideAnActivity_IsRefused()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("waits", Await("key"));
        await engine.StartAsync("waits", "one");
        await engine.PublishAsync("impatient", """{ "type": "Test.Impatient" }""");

        var run = await engine.StartAsync("impatient");

        run.State.Incidents.Should().ContainSingle().Which.Message.Should().Contain("cannot wait for another instance");
        (await engine.SubStatusOfAsync("one")).Should().Be(WorkflowSubStatus.Suspended);
    }

    private static Dictionary<string, object> Values(string name, object value) => new() { [name] = value };

    private async Task<EngineHost> StartGreetingAsync()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.Catalog.SaveAsync(Greeting, publish: true, cancellationToken: Token);
        return engine;
    }

    private static async Task<IWorkflowClient> CreateAsync(EngineHost engine, Dictionary<string, object> variables)
    {
        var client = await engine.Runtime.CreateClientAsync("one", Token);
        await client.CreateInstanceAsync(new CreateWorkflowInstanceRequest { WorkflowDefinitionHandle = WorkflowDefinitionHandle.ByDefinitionId("greet"), Variables = variables }, Token);
        return client;
    }
}

/// <summary>Resumes another instance and wants to see how it ends.</summary>
[Activity("Test", "Test")]
public sealed class Impatient() : CodeActivity(source: null, line: null)
{
    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var client = await context.GetRequiredService<IWorkflowRuntime>().CreateClientAsync("one", context.CancellationToken);
        var bookmarks = (await client.ExportStateAsync(context.CancellationToken)).Bookmarks;
        await client.RunInstanceAsync(new RunWorkflowInstanceRequest { BookmarkId = bookmarks[0].Id }, context.CancellationToken);
    }
}
