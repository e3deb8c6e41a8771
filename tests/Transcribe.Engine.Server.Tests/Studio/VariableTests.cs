using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Transcribe.Engine.Server.Tests.Support;

namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>Variables of runs, changed from outside; and runs as files.</summary>
public sealed class VariableTests(StudioServer server) : IClassFixture<StudioServer>
{
    private const string Waiting = """
        { "publish": true, "model": { "definitionId": "waiting", "name": "Waiting",
          "variables": [ { "id": "v", "name": "Count", "typeName": "Int32", "value": "1", "storageDriverTypeName": "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core" } ],
          "outputs": [ { "name": "Counted", "type": "Int32" } ],
          "root": { "type": "Elsa.Sequence", "id": "root", "activities": [
            { "type": "Elsa.Event", "id": "e", "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "go on" } } },
            { "type": "Elsa.SetOutput", "id": "o", "outputName": { "typeName": "String", "expression": { "type": "Literal", "value": "Counted" } },
              "outputValue": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "getCount() + 1" } } } ] } } }
        """;

    [Fact]
    public async Task Change_OfAFinishedRun_IsAnsweredAndKeptAsUpstreamDoes()
    {
        await server.PublishAsync("g-setvariable");
        await server.ExecuteAsync("g-setvariable", "g-setvariable/instance");
        server.Ids["e608f2fbb6724d61"] = server.Ids[(string)GoldenAnswer.Read("instances/g-setvariable/instance").Body!["id"]!];

        var changed = await server.ExpectSameAsync("instances/_misc/variables-post");
        var after = await server.ExpectSameAsync("instances/_misc/variables-after");

        changed!["items"]![0]!.ToJsonString().Should().Be("""{"id":"v-x","name":"X","value":99}""");
        after!.ToJsonString().Should().Be(changed.ToJsonString());
        await server.ExpectSameAsync("instances/_misc/cancel-finished");
        await ExpectFileAsync("instances/_misc/export");
        await ExpectFileAsync("instances/_misc/bulk-export");
    }

    [Fact]
    public async Task Change_OfARunThatWaits_IsWhatItGoesOnWith()
    {
        var id = await StartAsync();
        var before = await GetAsync($"workflow-instances/{id}");

        (await ChangeAsync(id, new { variables = new[] { new { id = "v", value = "41" } } })).Status.Should().Be(HttpStatusCode.OK);

        var after = await GetAsync($"workflow-instances/{id}");
        DateTimeOffset.Parse((string)after["updatedAt"]!).Should().BeAfter(DateTimeOffset.Parse((string)before["updatedAt"]!), "who polls sees it by that");
        (await GetAsync($"workflow-instances/{id}/journal"))["items"]!.AsArray().Last()!["message"]!.ToString().Should().Be("Count");
        using var told = await server.Client.PostAsJsonAsync(Url("events/go on/trigger"), new { workflowInstanceId = id }, TestContext.Current.CancellationToken);
        var ended = await GetAsync($"workflow-instances/{id}");
        ((string)ended["status"]!).Should().Be("Finished");
        ((int)ended["workflowState"]!["output"]!["Counted"]!).Should().Be(42);
    }

    [Theory]
    [InlineData("""{ "variables": [ { "id": "v", "value": 7 }, { "id": "nothing", "value": 1 } ] }""", "no variable with the id 'nothing'")]
    [InlineData("""{ "variables": [ { "id": "v", "value": "many" } ] }""", "'Count' cannot have this value")]
    [InlineData("""{ "variables": [] }""", "Which variables?")]
    public async Task Change_ThatCannotBe_SaysWhyAndChangesNothing(string body, string reason)
    {
        var id = await StartAsync();

        var (status, answer) = await ChangeAsync(id, JsonNode.Parse(body)!);

        status.Should().Be(HttpStatusCode.BadRequest);
        ((string)answer["errors"]!["generalErrors"]![0]!).Should().Contain(reason);
        ((int)(await GetAsync($"workflow-instances/{id}/variables"))["items"]![0]!["value"]!).Should().Be(1);
    }

    // Upstream's file keeps references by number; its parts and its name are the same.
    private async Task ExpectFileAsync(string recording)
    {
        var golden = GoldenAnswer.Read(recording);
        var (response, body) = await server.RepeatAsync(golden);
        using (response)
        {
            ((int)response.StatusCode).Should().Be(golden.Status);
            response.Content.Headers.ContentType!.MediaType.Should().Be(golden.Header("Content-Type"));
            var name = response.Content.Headers.ContentDisposition!.FileName;
            golden.Header("Content-Disposition").Should().Contain(name!.Replace(server.Ids["e608f2fbb6724d61"], "e608f2fbb6724d61", StringComparison.Ordinal));
            ((string)body!["WorkflowState"]!["status"]!).Should().Be((string)golden.Body!["WorkflowState"]!["status"]!);
        }
    }

    private async Task<string> StartAsync()
    {
        using var content = new StringContent(Waiting, System.Text.Encoding.UTF8, "application/json");
        using var saved = await server.Client.PostAsync(Url("workflow-definitions"), content, TestContext.Current.CancellationToken);
        saved.EnsureSuccessStatusCode();
        using var started = await server.Client.PostAsync(Url("workflow-definitions/waiting/execute"), null, TestContext.Current.CancellationToken);
        return started.Headers.GetValues("x-elsa-workflow-instance-id").Single();
    }

    private async Task<(HttpStatusCode Status, JsonNode Answer)> ChangeAsync(string id, object body)
    {
        using var response = await server.Client.PostAsJsonAsync(Url($"workflow-instances/{id}/variables"), body, TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    private async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await server.Client.GetStringAsync(Url(path), TestContext.Current.CancellationToken))!;

    private static Uri Url(string path) => new($"/elsa/api/{path}", UriKind.Relative);
}
