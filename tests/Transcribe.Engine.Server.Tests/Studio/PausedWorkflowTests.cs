using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Server.Tests.Identity;

namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>Workflows that are paused because they fail; upstream has no such routes.</summary>
public sealed class PausedWorkflowTests : IAsyncLifetime
{
    private const string Broken = """
        { "publish": true, "model": { "definitionId": "broken", "name": "Broken", "customProperties": { "failing": { "runs": 1 } }, "root": { "type": "Elsa.Sequence", "id": "root", "activities": [
          { "type": "Elsa.Event", "id": "event", "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "go" } }, "customProperties": { "canStartWorkflow": true } },
          { "type": "Elsa.Fault", "id": "fault", "message": { "typeName": "String", "expression": { "type": "Literal", "value": "Broken." } } } ] } } }
        """;

    private IdentityServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await IdentityServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Workflow_ThatFails_IsListedAndResumedByWhoMayPublish()
    {
        await IdentityServer.SendAsync(_server.Admin, HttpMethod.Post, "workflow-definitions", JsonNode.Parse(Broken));
        await _server.Services.GetRequiredService<IEventPublisher>().PublishAsync("go", cancellationToken: TestContext.Current.CancellationToken);

        await Eventually.HoldsAsync(async () => (await ListAsync()).Count == 1, "it is paused");
        var paused = (await ListAsync())[0]!;
        ((string)paused["definitionId"]!).Should().Be("broken");
        ((string)paused["name"]!).Should().Be("Broken");
        ((string)paused["why"]!).Should().StartWith("1 of its last 1 runs failed");
        await Eventually.HoldsAsync(async () => (await _server.AuditAsync("action=pause failing workflow")).Count == 1, "the audit log says it");
        var line = (await _server.AuditAsync("action=pause failing workflow"))[0];
        ((string)line["actor"]!).Should().Be("host");
        ((string)line["target"]!).Should().Be("broken");

        using var viewer = await _server.CreateUserAsync("vera", "viewer");
        (await IdentityServer.SendAsync(viewer, HttpMethod.Post, "paused-workflows/broken/resume")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await IdentityServer.SendAsync(_server.Admin, HttpMethod.Post, "paused-workflows/broken/resume")).Status.Should().Be(HttpStatusCode.NoContent);
        (await IdentityServer.SendAsync(_server.Admin, HttpMethod.Post, "paused-workflows/broken/resume")).Status.Should().Be(HttpStatusCode.NotFound);
        (await ListAsync()).Should().BeEmpty();
        (await _server.AuditAsync("action=resume workflow")).Select(resumed => (string)resumed["outcome"]!).Should().Equal("refused", "done");
    }

    private async Task<JsonArray> ListAsync() => (await IdentityServer.SendAsync(_server.Admin, HttpMethod.Get, "paused-workflows")).Body!["items"]!.AsArray();
}
