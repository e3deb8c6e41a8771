using System.Text.Json.Nodes;
using Transcribe.Engine.Server.Tests.Support;

namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>Instances and what ran in them, compared with a recorded upstream server's.</summary>
public sealed class InstanceContractTests(StudioServer server) : IClassFixture<StudioServer>, IAsyncLifetime
{
    // Upstream keeps an internal marker and the tenant in records; what an activity's own properties are is its affair.
    private static readonly string[] Internals =
    [
        "stats[].metadata._type", "items[].metadata._type", "items[].properties", "items[].outputs", "items[].tenantId", "items[].activityState",
        "metadata._type", "properties._type", "tenantId", "items[].payload", "payload",
        // Recorded when no instance waited.
        "items[].finishedAt",
    ];

    public async ValueTask InitializeAsync()
    {
        foreach (var definition in new[] { "g-sequence", "g-fault", "g-delay" })
            await server.PublishAsync(definition);

        await server.ExecuteAsync("g-sequence", "g-sequence/execute");
        await server.ExecuteAsync("g-fault", "g-fault/execute");
        await server.ExecuteAsync("g-delay", "g-delay-suspended/instance");
        await LearnExecutionsAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("g-sequence/execute")]
    [InlineData("g-sequence/dispatch")]
    [InlineData("g-sequence/instance")]
    [InlineData("g-sequence/journal")]
    [InlineData("g-sequence/journal-paged")]
    [InlineData("g-sequence/journal-filtered")]
    [InlineData("g-sequence/execution-state")]
    [InlineData("g-sequence/variables")]
    [InlineData("g-sequence/activity-executions-list")]
    [InlineData("g-sequence/activity-executions-count")]
    [InlineData("g-sequence/activity-executions-report")]
    [InlineData("g-sequence/activity-execution-summaries-list")]
    [InlineData("g-sequence/activity-execution-by-id")]
    [InlineData("g-sequence/activity-execution-call-stack")]
    [InlineData("_list/get")]
    [InlineData("g-sequence/execute-get")]
    [InlineData("g-sequence/bulk-dispatch")]
    [InlineData("_list/post-default")]
    [InlineData("_list/post-incidents")]
    [InlineData("_list/post-finished")]
    [InlineData("_list/post-search")]
    [InlineData("_list/post-timestamp")]
    [InlineData("_misc/bulk-cancel")]
    [InlineData("_misc/bulk-delete")]
    public Task Request_Recorded_AnswersTheSame(string recording) => server.ExpectSameAsync($"instances/{recording}", Internals);

    // Which instances are the five newest differs, and some of ours are correlated.
    [Fact]
    public Task Request_NewestPage_AnswersTheSame() => server.ExpectSameAsync("instances/_list/post-paged", [.. Internals, "items[].correlationId"]);

    [Fact]
    public async Task Execute_AFaultingWorkflow_AnswersUpstreams500WithTheIncidentAndNoStackTrace()
    {
        var body = await server.ExpectSameAsync(
            "instances/g-fault/execute", "workflowState.incidents[].exception.stackTrace", "workflowState.activityExecutionContexts", "workflowState.scheduledActivities", "workflowState.completionCallbacks");

        body!.ToJsonString().Should().NotContain("stackTrace");
        ((string)body["workflowState"]!["incidents"]![0]!["message"]!).Should().Contain("Something broke");
    }

    [Fact]
    public async Task Instance_ThatWaits_ShowsWhereAndForWhat() => await server.ExpectSameAsync(
        "instances/g-delay-suspended/instance",
        "workflowState.bookmarks[].payload", "workflowState.activityExecutionContexts[].properties", "workflowState.activityExecutionContexts[].activityState",
        "workflowState.completionCallbacks");

    [Theory]
    [InlineData("/elsa/api/alterations/submit", """{ "id": null, "alterations": [ { "type": "Cancel" } ], "filter": { "emptyFilterSelectsAll": true, "statuses": ["Running"], "definitionIds": ["g-event"] } }""")]
    [InlineData("/elsa/api/bulk-actions/cancel/workflow-instances", """{ "ids": null, "definitionId": "g-event", "versionOptions": null }""")]
    public async Task Cancel_AllThatMatch_EndsThemAndNoOthers(string path, string body)
    {
        await server.PublishAsync("g-event");
        await server.ExecuteAsync("g-event", "g-event-suspended/instance");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await server.Client.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);

        ((int)response.StatusCode).Should().Be(200);
        (await ListAsync("definitionId=g-event")).Should().OnlyContain(item => (string)item!["subStatus"]! == "Cancelled");
        (await ListAsync("definitionId=g-sequence")).Should().NotBeEmpty().And.NotContain(item => (string)item!["subStatus"]! == "Cancelled");
    }

    [Fact]
    public async Task Run_OfAWorkflowThatIsDeleted_StillHasAVersionToBeShownWith()
    {
        const string Waits = """
            { "publish": true, "model": { "definitionId": "gone", "name": "gone", "root": { "type": "Elsa.Flowchart", "id": "flow", "activities": [
              { "type": "Elsa.Event", "id": "event", "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "never" } } } ] } } }
            """;
        using var content = new StringContent(Waits, System.Text.Encoding.UTF8, "application/json");
        using var saved = await server.Client.PostAsync(new Uri("/elsa/api/workflow-definitions", UriKind.Relative), content, TestContext.Current.CancellationToken);
        using var started = await server.Client.PostAsync(new Uri("/elsa/api/workflow-definitions/gone/execute", UriKind.Relative), null, TestContext.Current.CancellationToken);
        var run = (await ListAsync("definitionId=gone"))[0]!;
        var version = (string)run["definitionVersionId"]!;
        using var deleted = await server.Client.DeleteAsync(new Uri("/elsa/api/workflow-definitions/gone", UriKind.Relative), TestContext.Current.CancellationToken);

        var listed = await ReadAsync($"/elsa/api/workflow-definitions?versionOptions=&Ids={version}");
        var shown = await ReadAsync($"/elsa/api/workflow-definitions/by-id/{version}");

        ((string)listed["items"]![0]!["name"]!).Should().Be("gone (deleted)");
        ((bool)shown["isReadonly"]!).Should().BeTrue();
        ((string)shown["root"]!["type"]!).Should().Be("Elsa.Flowchart");
    }

    [Fact]
    public async Task Alteration_WithoutAFilter_IsRefused()
    {
        using var content = new StringContent("""{ "alterations": [ { "type": "Cancel" } ], "filter": {} }""", System.Text.Encoding.UTF8, "application/json");

        using var response = await server.Client.PostAsync(new Uri("/elsa/api/alterations/submit", UriKind.Relative), content, TestContext.Current.CancellationToken);

        ((int)response.StatusCode).Should().Be(400, "nothing named is nothing chosen, never everything");
    }

    [Fact]
    public async Task Executions_OfAFaultedInstance_AreAllOver()
    {
        var id = server.Ids[(string)GoldenAnswer.Read("instances/g-fault/execute").Body!["workflowState"]!["id"]!];

        var body = JsonNode.Parse(await server.Client.GetStringAsync(
            new Uri($"/elsa/api/activity-executions/list?WorkflowInstanceId={id}", UriKind.Relative), TestContext.Current.CancellationToken));

        var items = body!["items"]!.AsArray();
        items.Should().NotBeEmpty();
        items.Select(item => (string)item!["status"]!).Should().OnlyContain(status => status != "Running" && status != "Pending");
        items.Should().OnlyContain(item => item!["activityState"] is JsonObject);
    }

    private async Task<JsonArray> ListAsync(string query) => (await ReadAsync($"/elsa/api/workflow-instances?{query}"))["items"]!.AsArray();

    private async Task<JsonNode> ReadAsync(string path) => JsonNode.Parse(await server.Client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken))!;

    private async Task LearnExecutionsAsync()
    {
        var golden = GoldenAnswer.Read("instances/g-sequence/activity-executions-list");
        var (response, body) = await server.RepeatAsync(golden);
        response.Dispose();
        foreach (var there in golden.Body!["items"]!.AsArray())
        {
            var here = body!["items"]!.AsArray().Single(item => (string)item!["activityId"]! == (string)there!["activityId"]!);
            server.Ids[(string)there!["id"]!] = (string)here!["id"]!;
        }
    }
}
