using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>Drafts are tried at an address of their own, and the last request is kept.</summary>
public sealed class TestUrlTests(StudioServer server) : IClassFixture<StudioServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_Draft_RunsAsItIsDrawnAndTheRequestIsShown()
    {
        await SaveAsync("draft", "first");
        var path = await OpenAsync("draft");
        await SaveAsync("draft", "second");
        using var stranger = new HttpClient { BaseAddress = server.Client.BaseAddress };
        stranger.DefaultRequestHeaders.Add("Authorization", "Bearer hidden");
        stranger.DefaultRequestHeaders.Add("X-From", "test");

        using var response = await stranger.PostAsync(new Uri($"{path}/try/draft/7?q=1", UriKind.Relative), new StringContent("""{"a":1}""", Encoding.UTF8, "application/json"), Token);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync(Token)).Should().Be("second 7");
        (await stranger.PostAsync(new Uri("/workflows/try/draft/7", UriKind.Relative), null, Token)).StatusCode.Should().Be(HttpStatusCode.NotFound, "it is not published");
        var last = await LastAsync("draft");
        ((string?)last["method"]).Should().Be("POST");
        ((string?)last["path"]).Should().Be("/try/draft/7");
        ((string?)last["query"]).Should().Be("?q=1");
        ((string?)last["body"]).Should().Be("""{"a":1}""");
        ((int)last["statusCode"]!).Should().Be(200);
        last["workflowInstanceId"].Should().NotBeNull();
        ((string?)last["headers"]!["X-From"]).Should().Be("test");
        last.ToJsonString().Should().NotContain("hidden");
    }

    [Fact]
    public async Task Post_PathThatTheDraftDoesNotAnswer_SaysWhatItAnswers()
    {
        await SaveAsync("other", "x");
        var path = await OpenAsync("other");

        using var response = await server.Client.PostAsync(new Uri($"{path}/elsewhere", UriKind.Relative), null, Token);

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync(Token)).Should().Contain("POST /try/other/{id}");
        ((int)(await LastAsync("other"))["statusCode"]!).Should().Be(404);
    }

    [Fact]
    public async Task Post_UnknownAddress_IsNotFound()
    {
        (await server.Client.PostAsync(new Uri("/workflow-tests/0123/in", UriKind.Relative), null, Token)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await server.Client.PostAsync(new Uri("/elsa/api/workflow-definitions/unknown/test-url", UriKind.Relative), null, Token)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Post_DraftThatFails_IsToldWhyAsWhoeverMaySeeRunsIs()
    {
        await SaveAsync("failing", "${boom()}", publish: true);
        var published = new Uri("/workflows/try/failing/7", UriKind.Relative);
        var draft = new Uri($"{await OpenAsync("failing")}/try/failing/7", UriKind.Relative);
        using var stranger = new HttpClient { BaseAddress = server.Client.BaseAddress };

        (await FailureAsync(stranger, draft)).Should().Contain("boom is not defined");
        (await FailureAsync(server.Client, published)).Should().Contain("boom is not defined");
        (await FailureAsync(stranger, published)).Should().NotContain("boom");
    }

    private static async Task<string> FailureAsync(HttpClient caller, Uri address)
    {
        using var response = await caller.PostAsync(address, null, Token);
        response.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        return await response.Content.ReadAsStringAsync(Token);
    }

    private async Task SaveAsync(string id, string word, bool publish = false)
    {
        var body = $$"""
            { "publish": {{(publish ? "true" : "false")}}, "model": { "definitionId": "{{id}}", "name": "{{id}}", "variables": [{ "id": "r", "name": "R", "typeName": "Object" }],
              "root": { "type": "Elsa.Sequence", "id": "root", "activities": [
                { "type": "Elsa.HttpEndpoint", "id": "in", "path": { "typeName": "String", "expression": { "type": "Literal", "value": "try/{{id}}/{id}" } },
                  "supportedMethods": { "typeName": "String[]", "expression": { "type": "Object", "value": "[\"POST\"]" } },
                  "routeData": { "typeName": "Object", "memoryReference": { "id": "r" } }, "customProperties": { "canStartWorkflow": true } },
                { "type": "Elsa.WriteHttpResponse", "id": "out", "content": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "`{{word}} ${variables.R.id}`" } } } ] } } }
            """;
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var saved = await server.Client.PostAsync(new Uri("/elsa/api/workflow-definitions", UriKind.Relative), content, Token);
        saved.EnsureSuccessStatusCode();
    }

    private async Task<string> OpenAsync(string id)
    {
        using var opened = await server.Client.PostAsync(new Uri($"/elsa/api/workflow-definitions/{id}/test-url", UriKind.Relative), null, Token);
        opened.StatusCode.Should().Be(HttpStatusCode.OK);
        return (string)(await opened.Content.ReadFromJsonAsync<JsonObject>(Token))!["path"]!;
    }

    private async Task<JsonObject> LastAsync(string id) => (await server.Client.GetFromJsonAsync<JsonObject>(new Uri("/elsa/api/test-urls", UriKind.Relative), Token))!["items"]!.AsArray()
        .Single(url => (string?)url!["definitionId"] == id)!["last"]!.AsObject();
}
