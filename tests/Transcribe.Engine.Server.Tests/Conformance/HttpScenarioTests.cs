using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Tests.Http;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Server.Tests.Http.WorkflowServer;

namespace Transcribe.Engine.Server.Tests.Conformance;

/// <summary>Scenarios of upstream's own tests: requests, as workflows see them.</summary>
public sealed class HttpScenarioTests : IAsyncLifetime
{
    private WorkflowServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await WorkflowServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [Trait("Scenario", "53 HTTP methods")]
    [InlineData("GET", HttpStatusCode.OK)]
    [InlineData("PUT", HttpStatusCode.OK)]
    [InlineData("DELETE", HttpStatusCode.OK)]
    [InlineData("PATCH", HttpStatusCode.NotFound)]
    public async Task Request_ByOneOfSeveralMethods_IsAnswered(string method, HttpStatusCode status)
    {
        await PublishAsync(Endpoint("things", "GET, put, DELETE"), "'ok'");
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("things", UriKind.Relative));

        using var response = await _server.Client.SendAsync(request, Token);

        response.StatusCode.Should().Be(status);
    }

    [Theory]
    [Trait("Scenario", "53 Special characters in routes")]
    [InlineData("a-b_c.d~e", "a-b_c.d~e")]
    [InlineData("café", "caf%C3%A9")]
    [InlineData("with space", "with%20space")]
    [InlineData("v1.0/{id}", "v1.0/7")]
    public async Task Request_ToAPathWithSpecialCharacters_IsAnswered(string path, string url)
    {
        await PublishAsync(Endpoint(path), "'ok'");

        (await _server.Client.GetStringAsync(new Uri(url, UriKind.Relative), Token)).Should().Be("ok");
    }

    [Fact]
    [Trait("Scenario", "55 Query and headers")]
    public async Task Request_QueryAndHeaders_ReachTheWorkflow()
    {
        await PublishAsync(
            Endpoint("q", "GET", """, "queryStringData": { "typeName": "ObjectDictionary", "memoryReference": { "id": "v" } }, "headers": { "typeName": "ObjectDictionary", "memoryReference": { "id": "w" } }"""),
            "JSON.stringify({ tags: variables.V.tag, one: variables.V.one, missing: variables.V.missing ?? 'none', mine: variables.W['X-Mine'] })");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("q?tag=a&tag=b&one=a%20b%26c", UriKind.Relative));
        request.Headers.Add("X-Mine", "yes");

        using var response = await _server.Client.SendAsync(request, Token);

        (await response.Content.ReadAsStringAsync(Token)).Should().Be("""{"tags":["a","b"],"one":"a b&c","missing":"none","mine":"yes"}""");
    }

    [Theory]
    [Trait("Scenario", "56 Bodies")]
    [InlineData("application/json", "", "null")]
    [InlineData("application/json", """{"a":[1,{"b":null}]}""", """{"a":[1,{"b":null}]}""")]
    [InlineData("text/plain", "hello", "\"hello\"")]
    [InlineData("application/x-www-form-urlencoded", "name=Bo&tag=a&tag=b", """{"name":"Bo","tag":["a","b"]}""")]
    [InlineData("application/x-www-form-urlencoded", "", "{}")]
    public async Task Request_Body_IsParsedByItsType(string type, string body, string parsed)
    {
        await PublishAsync(Endpoint("body", "POST", """, "parsedContent": { "typeName": "Object", "memoryReference": { "id": "v" } }"""), "JSON.stringify(variables.V) ?? 'null'");
        using var content = new StringContent(body, Encoding.UTF8, type);

        using var response = await _server.Client.PostAsync(new Uri("body", UriKind.Relative), content, Token);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        JsonNode.DeepEquals(JsonNode.Parse(await response.Content.ReadAsStringAsync(Token)), JsonNode.Parse(parsed)).Should().BeTrue(await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    [Trait("Scenario", "56 Bodies")]
    public async Task Request_FormWithoutAField_GivesNullForIt()
    {
        await PublishAsync(Endpoint("form", "POST", """, "parsedContent": { "typeName": "Object", "memoryReference": { "id": "v" } }"""), "String(variables.V.missing ?? null)");
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("name", "Bo")]);

        using var response = await _server.Client.PostAsync(new Uri("form", UriKind.Relative), content, Token);

        (await response.Content.ReadAsStringAsync(Token)).Should().Be("null");
    }

    [Theory]
    [Trait("Scenario", "60 HTTP context loss")]
    [InlineData("Elsa.WriteHttpResponse")]
    [InlineData("Elsa.WriteFileHttpResponse")]
    public async Task Answer_WithoutARequest_IsAnIncident(string type)
    {
        await _server.PublishAsync(
            $$"""{ "definitionId": "lost", "root": { "type": "{{type}}", "id": "answer", "content": "x" } }""");

        var run = await _server.Get<IWorkflowRuntime>().StartAsync(new StartWorkflowRequest { DefinitionId = "lost" }, Token);

        run.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        run.State.Incidents.Single().Message.Should().Contain("no request to answer");
    }

    /// <summary>A branch that faults takes the endpoint of the other one with it: the next request is for whoever waits now.</summary>
    [Fact]
    public async Task Request_ToAnEndpointOfAFaultedRun_FindsNobodyAndAmbiguityEnds()
    {
        await _server.PublishAsync(
            $$"""
            { "definitionId": "w", "root": { "type": "Elsa.Parallel", "activities": [
              { "type": "Elsa.Sequence", "activities": [ {{Endpoint("wait", canStart: false)}}, { "type": "Elsa.WriteHttpResponse", "content": "ok" } ] },
              { "type": "Elsa.If", "condition": { "typeName": "Boolean", "expression": { "type": "JavaScript", "value": "getInput('boom') === true" } }, "then": { "type": "Elsa.Fault" } } ] } }
            """);
        var runtime = _server.Get<IWorkflowRuntime>();

        var faulted = await runtime.StartAsync(new StartWorkflowRequest { DefinitionId = "w", Input = new Dictionary<string, object> { ["boom"] = true } }, Token);
        using var nobody = await _server.Client.GetAsync(new Uri("wait", UriKind.Relative), Token);
        await runtime.StartAsync(new StartWorkflowRequest { DefinitionId = "w" }, Token);
        using var answered = await _server.Client.GetAsync(new Uri("wait", UriKind.Relative), Token);

        faulted.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        nobody.StatusCode.Should().Be(HttpStatusCode.NotFound);
        answered.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<DefinitionRow> PublishAsync(string endpoint, string script) => _server.PublishAsync("w", endpoint, Respond(script));
}
