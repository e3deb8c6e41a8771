using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Tests.Support;
using Transcribe.Engine.State;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Tests.Http;

/// <summary>Workflows that call another system, which is a real server on this machine.</summary>
public sealed class SendHttpRequestTests : IAsyncLifetime
{
    private readonly List<string> _seen = [];
    private WebServer _other = null!;
    private WorkflowServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _other = await WebServer.StartAsync(_ => { }, app => app.MapFallback(AnswerAsync));
        _server = await WorkflowServer.StartAsync(other: _other);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Theory]
    [InlineData("Elsa.FlowSendHttpRequest", "content", "contentType")]
    [InlineData("Elsa.DownloadHttpFile", "content", "requestContentType")]
    public async Task Check_ContentWithoutAType_SaysThatItIsNotSent(string type, string content, string contentType)
    {
        var catalog = _server.Get<DefinitionCatalog>();
        var json = $$"""{ "definitionId": "x", "root": { "type": "{{type}}", "id": "call", "url": "http://x.example", "{{content}}": "a" } }""";

        var problems = await catalog.CheckAsync(json, TestContext.Current.CancellationToken);
        var without = await catalog.CheckAsync(json.Replace($"\"{content}\": \"a\"", $"\"{content}\": \"a\", \"{contentType}\": \"text/plain\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        problems.Should().ContainSingle().Which.Should().Match<DefinitionProblem>(problem => problem.IsWarning && problem.Message.Contains("not sent"));
        without.Should().BeEmpty();
    }

    [Fact]
    public async Task Request_ExpectedStatus_RunsItsActivityWithTheParsedAnswer()
    {
        var state = await RunAsync($$"""
            { "id": "call", "type": "Elsa.SendHttpRequest", "url": "{{_other.Address}}status/200", "method": "POST", "content": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "({ a: 1 })" } },
              "contentType": "application/json", "authorization": "Bearer topsecret",
              "parsedContent": { "typeName": "Object", "memoryReference": { "id": "v" } },
              "expectedStatusCodes": [{ "statusCode": 200, "activity": {{Output("matched", "variables.V.path")}} }],
              "unmatchedStatusCode": {{Output("unmatched", "true")}} }
            """);

        state.Output.Should().ContainKey("matched").WhoseValue.Should().Be("/status/200");
        _seen.Should().ContainSingle().Which.Should().Be("POST /status/200 Bearer topsecret {\"a\":1}");
        System.Text.Encoding.UTF8.GetString(WorkflowStateSerializer.Serialize(state)).Should().NotContain("topsecret");
    }

    [Fact]
    public async Task Request_ObjectAsAForm_IsSentAsItsFields()
    {
        await RunAsync($$"""
            { "id": "call", "type": "Elsa.FlowSendHttpRequest", "url": "{{_other.Address}}status/200", "method": "POST", "contentType": "application/x-www-form-urlencoded",
              "content": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "({ grant_type: 'a b', scope: ['x', 'ü&'], n: 1, on: true, none: null })" } } }
            """);

        _seen.Should().ContainSingle().Which.Should().Be("POST /status/200  grant_type=a+b&scope=x&scope=%C3%BC%26&n=1&on=true&none=");
    }

    [Fact]
    public async Task Request_AnswerForAVariableThatIsAText_IsTheTextThatCame()
    {
        await _server.PublishAsync($$"""
            { "definitionId": "d", "variables": [{ "id": "t", "name": "T", "typeName": "String" }], "root": { "type": "Elsa.Sequence", "activities": [
              { "type": "Elsa.FlowSendHttpRequest", "url": "{{_other.Address}}status/200", "parsedContent": { "typeName": "Object", "memoryReference": { "id": "t" } } },
              {{Output("kind", "typeof variables.T + variables.T")}} ] } }
            """);

        (await _server.RunAsync("d")).State.Output["kind"].Should().Be("""string{"path":"/status/200"}""");
    }

    [Fact]
    public async Task Request_AnswerThatSaysItIsJsonAndIsNot_SaysWhoAnsweredWhat()
    {
        await _server.PublishAsync($$"""{ "definitionId": "d", "root": { "id": "call", "type": "Elsa.FlowSendHttpRequest", "url": "{{_other.Address}}broken" } }""");

        (await _server.RunAsync("d")).State.Incidents.Single().Message.Should().Contain("answered 502 and says that the content is JSON (application/json), but it is not");
    }

    [Fact]
    public async Task Request_OtherStatus_RunsTheUnmatchedPort()
    {
        var state = await RunAsync($$"""
            { "id": "call", "type": "Elsa.SendHttpRequest", "url": "{{_other.Address}}status/503", "expectedStatusCodes": [{ "statusCode": 200, "activity": {{Output("matched", "true")}} }],
              "unmatchedStatusCode": {{Output("unmatched", "true")}} }
            """);

        state.Output.Keys.Should().Equal("unmatched");
    }

    [Fact]
    public async Task FlowRequest_ExpectedStatus_FollowsItsOutcomeAndDone()
    {
        var state = await RunFlowAsync($"{_other.Address}status/200", "200", "Done");

        state.Output.Keys.Should().BeEquivalentTo("200", "Done");
    }

    [Fact]
    public async Task FlowRequest_OtherStatus_FollowsUnmatchedAndDone()
    {
        var state = await RunFlowAsync($"{_other.Address}status/404", "200", "Done", "Unmatched status code");

        state.Output.Keys.Should().BeEquivalentTo("Unmatched status code", "Done");
    }

    [Fact]
    public async Task FlowRequest_NobodyListens_FollowsFailedToConnectAlone()
    {
        var state = await RunFlowAsync("http://127.0.0.1:1/", "200", "Done", "Failed to connect");

        state.Output.Keys.Should().BeEquivalentTo("Failed to connect");
        state.Incidents.Should().BeEmpty();
    }

    [Fact]
    public async Task FlowRequest_PrivateAddress_SaysWhyInTheExecution()
    {
        var state = await RunFlowAsync("http://10.0.0.1/", "200", "Done", "Failed to connect");

        var executions = await _server.Get<IJournalStore>().ListExecutionsAsync(state.Id, null, TestContext.Current.CancellationToken);
        executions.Single(execution => execution.ActivityId == "call").JournalData.Should().Contain("10.0.0.1").And.Contain("Outgoing:AllowedHosts");
    }

    private static string Output(string name, string script) => $$"""
        { "type": "Elsa.SetOutput", "outputName": "{{name}}", "outputValue": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "{{script}}" } } }
        """;

    private Task<WorkflowState> RunFlowAsync(string url, params string[] outcomes)
    {
        var activities = outcomes.Select((outcome, i) => Output(outcome, "true").Replace("{ \"type\"", $"{{ \"id\": \"o{i}\", \"type\"", StringComparison.Ordinal));
        var connections = outcomes.Select((outcome, i) => $$"""{ "source": { "activity": "call", "port": "{{outcome}}" }, "target": { "activity": "o{{i}}", "port": "In" } }""");
        return RunAsync($$"""
            { "id": "flow", "type": "Elsa.Flowchart",
              "activities": [{ "id": "call", "type": "Elsa.FlowSendHttpRequest", "url": "{{url}}" }, {{string.Join(',', activities)}}],
              "connections": [{{string.Join(',', connections)}}] }
            """);
    }

    private async Task<WorkflowState> RunAsync(string root)
    {
        await _server.PublishAsync($$"""{ "definitionId": "d", "variables": [{ "id": "v", "name": "V", "typeName": "Object" }], "root": {{root}} }""");
        var run = await _server.RunAsync("d");
        run.SubStatus.Should().Be(WorkflowSubStatus.Finished, string.Join(' ', run.State.Incidents.Select(incident => incident.Message)));
        return run.State;
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        _seen.Add($"{http.Request.Method} {http.Request.Path} {http.Request.Headers.Authorization} {await reader.ReadToEndAsync()}");
        http.Response.ContentType = "application/json";
        if (http.Request.Path == "/broken")
        {
            http.Response.StatusCode = StatusCodes.Status502BadGateway;
            await http.Response.WriteAsync("<html>");
            return;
        }

        http.Response.StatusCode = int.Parse(http.Request.Path.Value!.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        await http.Response.WriteAsync(JsonSerializer.Serialize(new { path = http.Request.Path.Value }));
    }
}
