using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>Replays and samples by the API, for workflows that a request starts.</summary>
public sealed class ReplayEndpointTests(StudioServer server) : IClassFixture<StudioServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replay_OfARunThatARequestStarted_AnswersTheRequestFromItsRecordAndNobodyTheResponse()
    {
        await SaveAsync("again", "throw 'It broke.'", publish: true);
        using var failed = await PostAsync("/workflows/again/7", """{ "word": "hello" }""");
        failed.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        var old = (await RunsAsync("again")).Single();
        await SaveAsync("again", "setVariable('Out', variables.Body.word + ' ' + variables.Route.id)", publish: true);

        var choices = await GetAsync($"/elsa/api/workflow-instances/{old}/replay");
        var preview = await GetAsync($"/elsa/api/workflow-instances/{old}/replay/preview");
        using var started = await PostAsync($"/elsa/api/workflow-instances/{old}/replay", "{}");

        choices["version"]!.GetValue<int>().Should().Be(2);
        choices["steps"]!.AsArray().Select(step => ((string?)step!["name"], (string?)step["status"])).Should().Equal(("in", "Completed"), ("work", "Faulted"));
        ((string?)choices["from"]).Should().Be((string?)choices["steps"]![1]!["id"]);
        preview["answered"]!.AsArray().Select(name => (string?)name).Should().Equal("in");
        var replay = (await started.Content.ReadFromJsonAsync<JsonObject>(Token))!;
        var id = (string)replay["workflowInstanceId"]!;
        ((string?)replay["from"]).Should().Be("work");
        await EndsAsync(id);
        var run = await GetAsync($"/elsa/api/workflow-instances/{id}");
        run["workflowState"]!["output"]!["out"]!.ToString().Should().Be("hello 7");
        run["workflowState"]!["properties"]!["ReplayOf"]!.ToString().Should().Be(old);
        (await JournalAsync(id)).Should().Contain("Nobody waits for this answer").And.Contain("Replays run ").And.Contain("Answered from run");
    }

    [Fact]
    public async Task Replay_ThatCannotBe_SaysWhyAndFromWhereItCan()
    {
        await SaveAsync("fine", "1", publish: true);
        using var answer = await PostAsync("/workflows/fine/1", "{}");
        var old = (await RunsAsync("fine")).Single();

        using var refused = await PostAsync($"/elsa/api/workflow-instances/{old}/replay", "{}");
        using var unknown = await PostAsync("/elsa/api/workflow-instances/nobody/replay", "{}");

        refused.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync(Token)).Should().Contain($"No step of run {old} failed: say from which step it is to be replayed.");
        unknown.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Pin_WhatAStepOfARunGave_IsTakenByTestsUntilItIsUnpinned()
    {
        await SaveAsync("pins", "setVariable('Out', variables.Body.word)", publish: true);
        using var http = new HttpRequestMessage(HttpMethod.Post, "/workflows/pins/1") { Content = Json("""{ "word": "pinned" }""") };
        http.Headers.Add("X-Api-Key", "hidden-key");
        (await server.Client.SendAsync(http, Token)).StatusCode.Should().Be(HttpStatusCode.OK);
        var run = (await RunsAsync("pins")).Single();

        using var pinned = await PostAsync("/elsa/api/workflow-definitions/pins/pins", $$"""{ "workflowInstanceId": "{{run}}", "step": "in" }""");
        pinned.StatusCode.Should().Be(HttpStatusCode.OK, await pinned.Content.ReadAsStringAsync(Token));
        var draft = (await GetAsync("/elsa/api/workflow-definitions/by-definition-id/pins?versionOptions=Latest")).ToJsonString();
        using var test = await PostAsync("/elsa/api/workflow-definitions/pins/execute", """{ "versionOptions": "Latest" }""");

        draft.Should().Contain("\"pinned\":{\"outcomes\":[\"Done\"]").And.NotContain("hidden-key");
        (await test.Content.ReadAsStringAsync(Token)).Should().Contain("\"out\":\"pinned\"").And.Contain("\"Test\":\"All\"");
        (await GetAsync("/elsa/api/workflow-definitions/pins/pins"))["items"]!.AsArray().Single()!["activityId"]!.ToString().Should().Be("in");

        using var real = await PostAsync("/elsa/api/workflow-definitions/pins/execute", """{ "versionOptions": "Latest", "test": false }""");
        (await real.Content.ReadAsStringAsync(Token)).Should().Contain("Suspended", "without its sample it waits for a request");

        (await server.Client.DeleteAsync(new Uri("/elsa/api/workflow-definitions/pins/pins/in", UriKind.Relative), Token)).StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await GetAsync("/elsa/api/workflow-definitions/pins/pins"))["items"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task Pin_WhatMustNotStandInAWorkflow_IsRefused()
    {
        await SaveAsync("refused", "1", publish: true);
        using var secret = await PostAsync("/elsa/api/secrets", """{ "name": "the-key", "value": "s3cr3t-value" }""");
        secret.EnsureSuccessStatusCode();
        (await PostAsync("/workflows/refused/1", """{ "echo": "it is s3cr3t-value" }""")).EnsureSuccessStatusCode();
        (await PostAsync("/workflows/refused/1", $$"""{ "echo": "{{new string('x', 70_000)}}" }""")).EnsureSuccessStatusCode();
        var runs = (await RunsAsync("refused")).ToList();

        (await PinAsync("refused", runs[0], "in")).Should().Contain("has the value of the secret 'the-key' in it, which must not stand in a workflow.");
        (await PinAsync("refused", runs[1], "in")).Should().Contain("more than the journal keeps of a value").And.Contain("so it cannot be pinned.");
        (await PinAsync("refused", runs[0], "nobody")).Should().Contain("There is no");
        (await PinAsync("fine-too", runs[0], "in")).Should().Contain("There is no");
    }

    [Fact]
    public async Task Test_OfOneActivity_FindsTheSamplesOfTheOthersInItsVariables()
    {
        await SaveAsync("alone", "variables.Body.word", publish: false, pinned: """{ "outputs": { "ParsedContent": { "word": "sample" } } }""");

        using var test = await PostAsync("/elsa/api/tests/activities", """{ "workflowDefinitionHandle": { "definitionId": "alone" }, "activityHandle": { "activityId": "work" } }""");

        (await test.Content.ReadAsStringAsync(Token)).Should().Contain("\"Result\":\"sample\"");
    }

    [Fact]
    public async Task Call_OfATestAddress_TakesWhatCameAndTheSamplesBehindIt()
    {
        await SaveAsync("called", "setVariable('Out', variables.Body.word)", publish: false, pinned: """{ "outputs": { "ParsedContent": { "word": "sample" } } }""");
        using var opened = await PostAsync("/elsa/api/workflow-definitions/called/test-url", "{}");
        var path = (string)(await opened.Content.ReadFromJsonAsync<JsonObject>(Token))!["path"]!;

        using var answer = await PostAsync($"{path}/called/1", """{ "word": "came" }""");

        (await answer.Content.ReadAsStringAsync(Token)).Should().Be("came");
        (await GetAsync($"/elsa/api/workflow-instances/{(await RunsAsync("called")).Single()}"))["workflowState"]!["properties"]!["Test"]!.ToString().Should().Be("Steps");
    }

    private async Task SaveAsync(string id, string script, bool publish, string pinned = "null") => (await PostAsync(
        "/elsa/api/workflow-definitions",
        $$"""
        { "publish": {{(publish ? "true" : "false")}}, "model": { "definitionId": "{{id}}", "name": "{{id}}", "outputs": [ { "name": "out", "type": "Object" } ],
          "variables": [ { "id": "b", "name": "Body", "typeName": "Object" }, { "id": "r", "name": "Route", "typeName": "Object" }, { "id": "o", "name": "Out", "typeName": "Object" } ],
          "root": { "type": "Elsa.Sequence", "id": "root", "activities": [
            { "type": "Elsa.HttpEndpoint", "id": "in", "path": { "typeName": "String", "expression": { "type": "Literal", "value": "{{id}}/{id}" } },
              "supportedMethods": { "typeName": "String[]", "expression": { "type": "Object", "value": "[\"POST\"]" } },
              "parsedContent": { "typeName": "Object", "memoryReference": { "id": "b" } }, "routeData": { "typeName": "Object", "memoryReference": { "id": "r" } },
              "customProperties": { "canStartWorkflow": true, "pinned": {{pinned}} } },
            { "type": "Elsa.RunJavaScript", "id": "work", "script": { "typeName": "String", "expression": { "type": "Literal", "value": "{{script}}" } } },
            { "type": "Elsa.WriteHttpResponse", "id": "answer", "content": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "variables.Out" } } },
            { "type": "Elsa.SetOutput", "id": "out", "outputName": { "typeName": "String", "expression": { "type": "Literal", "value": "out" } },
              "outputValue": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "variables.Out" } } } ] } } }
        """)).EnsureSuccessStatusCode();

    private async Task<string> PinAsync(string definitionId, string run, string step)
    {
        using var answer = await PostAsync($"/elsa/api/workflow-definitions/{definitionId}/pins", $$"""{ "workflowInstanceId": "{{run}}", "step": "{{step}}" }""");
        answer.IsSuccessStatusCode.Should().BeFalse();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>(Token))!["errors"]!["generalErrors"]![0]!.ToString();
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private async Task<HttpResponseMessage> PostAsync(string path, string json)
    {
        using var content = Json(json);
        return await server.Client.PostAsync(new Uri(path, UriKind.Relative), content, Token);
    }

    private async Task<JsonObject> GetAsync(string path) => (await server.Client.GetFromJsonAsync<JsonObject>(new Uri(path, UriKind.Relative), Token))!;

    private async Task<string> JournalAsync(string id) => (await GetAsync($"/elsa/api/workflow-instances/{id}/journal")).ToJsonString();

    private async Task<IEnumerable<string>> RunsAsync(string definitionId) =>
        (await server.Services.GetRequiredService<IInstanceStore>().ListAsync(new InstanceFilter { DefinitionIds = [definitionId] }, Token)).Items.OrderBy(row => row.CreatedAt).Select(row => row.Id);

    private Task EndsAsync(string id) => Eventually.HoldsAsync(
        async () => (await server.Services.GetRequiredService<IInstanceStore>().FindAsync(id, Token))?.SubStatus == WorkflowSubStatus.Finished, $"run {id} has finished");
}
