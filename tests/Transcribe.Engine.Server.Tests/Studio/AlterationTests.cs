using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Transcribe.Engine.Server.Tests.Support;

namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>Runs changed from outside, and runs that have faulted and are tried again.</summary>
public sealed class AlterationTests(StudioServer server) : IClassFixture<StudioServer>
{
    // Faults until its variable says otherwise.
    private const string Picky = """
        { "publish": true, "model": { "definitionId": "picky", "name": "Picky",
          "variables": [ { "id": "v", "name": "Ready", "typeName": "Boolean", "value": "false", "storageDriverTypeName": "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core" } ],
          "root": { "type": "Elsa.Sequence", "id": "root", "activities": [
            { "type": "Elsa.RunJavaScript", "id": "js", "script": { "typeName": "String", "expression": { "type": "Literal", "value": "if (!getReady()) throw new Error('not ready')" } } } ] } } }
        """;

    [Fact]
    public async Task Alterations_OfAFinishedRun_AreAnsweredAsUpstreamDoes()
    {
        await server.PublishAsync("g-setvariable");
        await server.ExecuteAsync("g-setvariable", "g-setvariable/instance");
        server.Ids["e608f2fbb6724d61"] = server.Ids[(string)GoldenAnswer.Read("instances/g-setvariable/instance").Body!["id"]!];

        var submitted = await server.ExpectSameAsync("alterations/submit");
        server.Ids["ebb7a1baf92f556d"] = (string)submitted!["planId"]!;
        var plan = await server.ExpectSameAsync("alterations/get");
        var ran = await server.ExpectSameAsync("alterations/run");
        var chosen = await server.ExpectSameAsync("alterations/dry-run");

        ((string)plan!["plan"]!["status"]!).Should().Be("Completed");
        ((string)plan["jobs"]![0]!["workflowInstanceId"]!).Should().Be(server.Ids["e608f2fbb6724d61"]);
        ((bool)ran!["results"]![0]!["isSuccessful"]!).Should().BeTrue();
        ((string)ran["results"]![0]!["log"]!["logEntries"]![0]!["eventName"]!).Should().Be("Alteration ModifyVariable succeeded");
        chosen!["workflowInstanceIds"]!.AsArray().Select(id => (string)id!).Should().Equal(server.Ids["e608f2fbb6724d61"]);
        ((int)(await GetAsync($"workflow-instances/{server.Ids["e608f2fbb6724d61"]}/variables"))["items"]![0]!["value"]!).Should().Be(5);
    }

    [Fact]
    public async Task Submit_OfAPlanThatWasCarriedOut_ChangesNothingASecondTime()
    {
        var id = await StartAsync();
        object Plan(bool value) => new { id = "mine", alterations = new[] { new { type = "ModifyVariable", variableId = "v", value } }, filter = new { workflowInstanceIds = new[] { id } } };
        (await PostAsync("alterations/submit", Plan(true))).Status.Should().Be(HttpStatusCode.OK);

        ((string)(await PostAsync("alterations/submit", Plan(false))).Answer["planId"]!).Should().Be("mine");

        ((bool)(await GetAsync($"workflow-instances/{id}/variables"))["items"]![0]!["value"]!).Should().BeTrue();
        (await GetAsync("alterations/mine"))["jobs"]!.AsArray().Should().ContainSingle();
    }

    [Fact]
    public async Task Plan_ThatFailed_SaysWhereAndWhy()
    {
        var id = await StartAsync();

        var (status, _) = await PostAsync("alterations/submit", new { id = "broken", alterations = new[] { new { type = "ModifyVariable", variableId = "nothing" } }, filter = new { workflowInstanceIds = new[] { id } } });

        status.Should().Be(HttpStatusCode.BadRequest);
        var plan = await GetAsync("alterations/broken");
        ((string)plan["plan"]!["status"]!).Should().Be("Failed");
        ((string)plan["jobs"]![0]!["log"]![0]!["message"]!).Should().Contain("no variable with the id 'nothing'");
    }

    [Fact]
    public async Task Retry_OfAFaultedRun_IsAnsweredAsUpstreamDoes()
    {
        await server.PublishAsync("g-fault");
        await server.ExecuteAsync("g-fault", "g-fault/execute");
        server.Ids["ac92bdce6cb117d2"] = server.Ids[(string)GoldenAnswer.Read("instances/g-fault/execute").Body!["workflowState"]!["id"]!];

        var body = await server.ExpectSameAsync("alterations/workflows-retry");

        ((string)body!["results"]![0]!["log"]!["logEntries"]![0]!["message"]!).Should().Be("ScheduleActivity succeeded");
        await Eventually.HoldsAsync(
            async () => (int)(await GetAsync($"workflow-instances/{server.Ids["ac92bdce6cb117d2"]}"))["incidentCount"]! == 2, "it faults a second time");
    }

    [Fact]
    public async Task Retry_AfterAVariableWasMended_FinishesTheRun()
    {
        var id = await StartAsync();
        (await PostAsync("alterations/run", new { alterations = new[] { new { type = "ModifyVariable", variableId = "v", value = true } }, workflowInstanceIds = new[] { id } }))
            .Status.Should().Be(HttpStatusCode.OK);

        var (_, retried) = await PostAsync("alterations/workflows/retry", new { workflowInstanceIds = new[] { id, "nobody" } });

        retried["results"]!.AsArray().Select(result => (bool)result!["isSuccessful"]!).Should().Equal(true, false);
        ((string)retried["results"]![1]!["log"]!["logEntries"]![0]!["message"]!).Should().Contain("no such run");
        await Eventually.HoldsAsync(async () => (string)(await GetAsync($"workflow-instances/{id}"))["subStatus"]! == "Finished", "it goes on");
    }

    [Theory]
    [InlineData("alterations/submit", """{ "alterations": [ { "type": "ModifyVariable", "variableId": "nothing" } ], "filter": { "workflowInstanceIds": [ "{id}" ] } }""", "no variable with the id 'nothing'")]
    [InlineData("alterations/submit", """{ "alterations": [ { "type": "Migrate" } ], "filter": { "emptyFilterSelectsAll": true } }""", "'Migrate' is unknown here. Known: Cancel, ModifyVariable, GiveUp.")]
    [InlineData("alterations/run", """{ "alterations": [ { "type": "Cancel" } ] }""", "Which runs?")]
    [InlineData("alterations/workflows/retry", "{}", "Which runs?")]
    [InlineData("alterations/workflows/retry", """{ "workflowInstanceIds": [ "{id}" ], "activityIds": [ "js" ] }""", "Leave activityIds out")]
    public async Task Alteration_ThatCannotBe_SaysWhy(string path, string body, string reason)
    {
        var id = await StartAsync();

        var (status, answer) = await PostAsync(path, JsonNode.Parse(body.Replace("{id}", id, StringComparison.Ordinal))!);

        status.Should().Be(HttpStatusCode.BadRequest);
        ((string)answer["errors"]!["generalErrors"]![0]!).Should().Contain(reason);
    }

    [Fact]
    public async Task Retry_OfARunThatHasEndedWell_SaysWhy()
    {
        await server.PublishAsync("g-sequence");
        await server.ExecuteAsync("g-sequence", "g-sequence/execute");
        var id = server.Ids[(string)GoldenAnswer.Read("instances/g-sequence/execute").Body!["workflowState"]!["id"]!];

        var (_, answer) = await PostAsync("alterations/workflows/retry", new { workflowInstanceIds = new[] { id } });

        ((string)answer["results"]![0]!["log"]!["logEntries"]![0]!["message"]!).Should().Contain("It has ended (Finished)");
    }

    [Fact]
    public async Task GiveUp_OfARunThatWaitsForNoAttempt_SaysWhy()
    {
        var id = await StartAsync();

        var (_, answer) = await PostAsync("alterations/run", new { alterations = new[] { new { type = "GiveUp" } }, workflowInstanceIds = new[] { id } });

        ((string)answer["results"]![0]!["log"]!["logEntries"]![0]!["message"]!).Should().Be("It does not wait for another attempt.");
    }

    private async Task<string> StartAsync()
    {
        await PostAsync("workflow-definitions", JsonNode.Parse(Picky)!);
        using var started = await server.Client.PostAsync(Url("workflow-definitions/picky/execute"), null, TestContext.Current.CancellationToken);
        started.StatusCode.Should().Be(HttpStatusCode.InternalServerError, "it faults, and says so as upstream does");
        return started.Headers.GetValues("x-elsa-workflow-instance-id").Single();
    }

    private async Task<(HttpStatusCode Status, JsonNode Answer)> PostAsync(string path, object body)
    {
        using var response = await server.Client.PostAsJsonAsync(Url(path), body, TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    private async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await server.Client.GetStringAsync(Url(path), TestContext.Current.CancellationToken))!;

    private static Uri Url(string path) => new($"/elsa/api/{path}", UriKind.Relative);
}
