using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Server.Tests.Http.WorkflowServer;

namespace Transcribe.Engine.Server.Tests.Http;

/// <summary>A step that has to wait, as a job for a place in a full queue, before the workflow comes to its answer.</summary>
public sealed class AnswersAheadTests : IAsyncLifetime
{
    private const string Wait = """{ "type": "Elsa.Event", "id": "wait", "eventName": "go" }""";

    private WorkflowServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Request_WhoseAnswerLiesBehindAWait_IsAcceptedAndTheRunComesToItsEnd()
    {
        await _server.PublishAsync("job", Endpoint("job"), Wait, Respond("'accepted'", "Accepted"), """{ "type": "Elsa.SetOutput", "outputName": "done", "outputValue": true }""");

        using var response = await _server.GetAsync("job");
        await _server.Get<IEventPublisher>().PublishAsync("go", cancellationToken: Token);

        response.StatusCode.Should().Be(HttpStatusCode.Accepted);
        var id = (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("workflowInstanceId").GetString()!;
        var state = (await _server.Get<IInstanceReader>().ReadStateAsync(id, Token))!;
        state.Incidents.Should().BeEmpty();
        state.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        state.Output.Should().ContainKey("done");
        (await _server.Get<IJournalStore>().ListAsync(id, new JournalFilter(), Token)).Items.Should().Contain(entry => entry.EventName == "Caller gone");
    }

    [Fact]
    public async Task Request_InAFlowchartWhoseAnswerIsOnAnotherBranch_IsAnEmpty200AsUpstream()
    {
        (await AnswerOfFlowAsync("""{ "source": { "activity": "other", "port": "Done" }, "target": { "activity": "answer" } }""")).Should().Be((HttpStatusCode.OK, string.Empty));
    }

    [Fact]
    public async Task Request_InAFlowchartWhoseAnswerComesSomeStepsLater_IsAccepted()
    {
        var (status, body) = await AnswerOfFlowAsync(
            """{ "source": { "activity": "wait", "port": "Done" }, "target": { "activity": "other" } }, { "source": { "activity": "other", "port": "Done" }, "target": { "activity": "answer" } }""");

        status.Should().Be(HttpStatusCode.Accepted);
        body.Should().Contain("workflowInstanceId");
    }

    [Fact]
    public async Task Request_WhoseRunWaitsForAnotherOne_IsAnEmpty200AndTheOtherIsAnswered()
    {
        await _server.PublishAsync("two", Endpoint("first"), Endpoint("second", canStart: false), Respond("'second'"));

        using var first = await _server.GetAsync("first");

        first.StatusCode.Should().Be(HttpStatusCode.OK);
        (await first.Content.ReadAsStringAsync(Token)).Should().BeEmpty();
        (await _server.GetStringAsync("second")).Should().Be("second");
    }

    [Fact]
    public async Task Request_WhoseRunExecutesAWorkflowThatAnswers_IsAnsweredByIt()
    {
        await _server.PublishAsync("child", Respond("'from the child'", "Created"));
        await _server.PublishAsync("parent", Endpoint("parent"), """{ "type": "Elsa.ExecuteWorkflow", "workflowDefinitionId": "child", "waitForCompletion": true }""");

        using var response = await _server.GetAsync("parent");

        response.StatusCode.Should().Be(HttpStatusCode.Created);
        (await response.Content.ReadAsStringAsync(Token)).Should().Be("from the child");
        (await _server.InstancesAsync()).Should().HaveCount(2).And.OnlyContain(run => run.SubStatus == WorkflowSubStatus.Finished);
    }

    private async Task<(HttpStatusCode Status, string Body)> AnswerOfFlowAsync(string connections)
    {
        await _server.PublishAsync(
            $$"""
            { "definitionId": "flow", "root": { "id": "flow", "type": "Elsa.Flowchart", "activities": [
                { "id": "in", "type": "Elsa.HttpEndpoint", "path": "flow", "customProperties": { "canStartWorkflow": true } }, {{Wait}},
                { "id": "other", "type": "Elsa.WriteLine", "text": "x" }, { "id": "answer", "type": "Elsa.WriteHttpResponse", "content": "x" } ],
              "connections": [ { "source": { "activity": "in", "port": "Done" }, "target": { "activity": "wait" } }, {{connections}} ] } }
            """);
        using var response = await _server.GetAsync("flow");
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }
}
