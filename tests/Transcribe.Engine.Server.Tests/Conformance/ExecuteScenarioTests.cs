using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Transcribe.Engine.Server.Tests.Studio;

namespace Transcribe.Engine.Server.Tests.Conformance;

/// <summary>Scenarios of upstream's own tests: the endpoint that runs a definition.</summary>
public sealed class ExecuteScenarioTests(StudioServer server) : IClassFixture<StudioServer>
{
    [Theory]
    [Trait("Scenario", "83 Execute")]
    [InlineData("GET", null)]
    [InlineData("POST", null)]
    [InlineData("POST", "{}")]
    [InlineData("POST", """{ "correlationId": "c-1", "input": { "a": 1 } }""")]
    public async Task Execute_WithAndWithoutABody_RunsTheDefinition(string method, string? body)
    {
        await server.PublishAsync("g-sequence");
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/elsa/api/workflow-definitions/g-sequence/execute", UriKind.Relative));
        request.Content = body is null ? null : JsonContent.Create(JsonNode.Parse(body));

        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        var state = (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!["workflowState"]!;
        ((string?)state["subStatus"]).Should().Be("Finished");
        ((string?)state["correlationId"]).Should().Be(body?.Contains("c-1") == true ? "c-1" : null);
    }

    [Theory]
    [Trait("Scenario", "83 Execute")]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Execute_AnUnknownDefinition_IsNotFound(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/elsa/api/workflow-definitions/nothing/execute", UriKind.Relative));

        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }
}
