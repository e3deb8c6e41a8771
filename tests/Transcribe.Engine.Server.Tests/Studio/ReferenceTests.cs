using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Transcribe.Engine.Server.Tests.Support;

namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>Workflows that are used as activities, and those that use them.</summary>
public sealed class ReferenceTests(StudioServer server) : IClassFixture<StudioServer>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        await server.PublishAsync("g-child");
        await server.PublishAsync("g-parent-activity");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Consumers_OfAUsedWorkflow_AreUpstreams()
    {
        var body = await server.ExpectSameAsync("definitions/g-child/consumers");

        body!.ToJsonString().Should().Be("""{"consumingWorkflowDefinitionIds":["g-parent-activity"]}""");
    }

    [Fact]
    public async Task UpdateReferences_AfterANewVersion_MovesConsumersToItAndPublishesThem()
    {
        var newer = await PublishChildAsync();
        var body = await server.ExpectSameAsync("definitions/g-child/update-references");

        body!.ToJsonString().Should().Be("""{"affectedWorkflows":["g-parent-activity"]}""");
        var parent = await GetAsync("/elsa/api/workflow-definitions/by-definition-id/g-parent-activity?versionOptions=Published");
        var use = parent["root"]!["activities"]![0]!;
        ((string)use["workflowDefinitionVersionId"]!).Should().Be((string)newer["workflowDefinition"]!["id"]!);
        ((int)use["latestAvailablePublishedVersion"]!).Should().Be((int)use["version"]!);
        (await server.ExpectSameAsync("definitions/g-child/update-references"))!["affectedWorkflows"]!.AsArray().Should().BeEmpty("all use it already");
    }

    [Fact]
    public async Task Export_WithConsumers_IsAnArchiveOfBoth()
    {
        var golden = GoldenAnswer.Read("definitions/g-child/export-with-consumers");
        var (response, _) = await server.RepeatAsync(golden);

        using var archive = new ZipArchive(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        response.Content.Headers.ContentDisposition!.FileName.Should().Be("workflow-definitions.zip");
        archive.Entries.Select(entry => entry.Name).Should().SatisfyRespectively(
            child => child.Should().StartWith("workflow-definition-child-g-child"),
            parent => parent.Should().StartWith("workflow-definition-parent-using-workflow-as-activity"));
        response.Dispose();
    }

    [Fact]
    public async Task Activities_WithAWorkflowAsActivity_DescribeItAsUpstream()
    {
        var golden = GoldenAnswer.Read("descriptors/activities-with-workflow-as-activity");
        var (response, body) = await server.RepeatAsync(golden);
        response.Dispose();

        JsonShape.Differences(Child(golden.Body), Child(body), "inputs[].description", "outputs[].description", "inputs[].isReadOnly", "inputs[].isSerializable", "inputs[].uiSpecifications").Should().BeEmpty();
        ((string)Child(body)["inputs"]![0]!["uiHint"]!).Should().Be("singleline", "the designer knows no single-line");

        static JsonNode Child(JsonNode? list) => list!["items"]!.AsArray().First(item => (string)item!["typeName"]! == "Child")!;
    }

    [Fact]
    public async Task CallStack_OfAChild_GoesOnWithTheRunThatStartedIt()
    {
        await server.PublishAsync("g-parent-dispatch");
        await server.ExecuteAsync("g-parent-dispatch", "g-parent-dispatch/instance");
        var parent = server.Ids[(string)GoldenAnswer.Read("instances/g-parent-dispatch/instance").Body!["id"]!];
        var child = await Eventually.GetAsync(
            async () => (await GetAsync("/elsa/api/workflow-instances?definitionId=g-child&status=Finished"))["items"]!.AsArray().FirstOrDefault(), "the child ends");
        var executions = (await GetAsync($"/elsa/api/activity-executions/list?workflowInstanceId={child["id"]}"))["items"]!.AsArray();
        var last = executions.Last()!;

        var across = (await GetAsync($"/elsa/api/activity-executions/{last["id"]}/call-stack?includeCrossWorkflowChain=True"))["items"]!.AsArray();
        var within = (await GetAsync($"/elsa/api/activity-executions/{last["id"]}/call-stack?includeCrossWorkflowChain=False"))["items"]!.AsArray();

        within.Should().OnlyContain(item => (string)item!["workflowInstanceId"]! == (string)child["id"]!);
        across.Take(3).Select(item => (string)item!["activityId"]!).Should().Equal("Workflow1", "s", "dw");
        across.Take(3).Should().OnlyContain(item => (string)item!["workflowInstanceId"]! == parent);
        across.Skip(3).Select(item => (string)item!["id"]!).Should().Equal(within.Select(item => (string)item!["id"]!));
        ((string)across[3]!["schedulingWorkflowInstanceId"]!).Should().Be(parent);
        ((string)across[3]!["schedulingActivityId"]!).Should().Be("dw");
        across.Select(item => (int)item!["callStackDepth"]!).Should().Equal(Enumerable.Range(0, across.Count));
    }

    private async Task<JsonNode> PublishChildAsync()
    {
        var model = await GetAsync("/elsa/api/workflow-definitions/by-definition-id/g-child");
        model["options"]!["autoUpdateConsumingWorkflows"] = false;
        using var response = await server.Client.PostAsJsonAsync(
            new Uri("/elsa/api/workflow-definitions", UriKind.Relative), new JsonObject { ["model"] = model, ["publish"] = true }, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    private async Task<JsonNode> GetAsync(string path) =>
        JsonNode.Parse(await server.Client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken))!;
}
