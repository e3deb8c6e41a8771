using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Runtime;

namespace Transcribe.Engine.Server.Tests.Identity;

/// <summary>Keys of programs, for the API and for workflows that ask who calls.</summary>
public sealed class ApiKeyTests : IAsyncLifetime
{
    private IdentityServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await IdentityServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Key_CallsWithItsRoles_UntilItIsDeletedOrExpires()
    {
        var key = await MakeAsync("robot", "viewer", _server.Clock.GetUtcNow().AddDays(2));
        using var robot = _server.CreateClient($"ApiKey {key["apiKey"]}");

        (await StatusAsync(robot)).Should().Be(HttpStatusCode.OK);
        (await IdentityServer.SendAsync(robot, HttpMethod.Delete, "workflow-definitions/x")).Status.Should().Be(HttpStatusCode.Forbidden);
        var (_, list) = await IdentityServer.SendAsync(_server.Admin, HttpMethod.Get, "identity/applications");
        list!["applications"]![0]!["lastUsedAt"].Should().NotBeNull();
        list.ToJsonString().Should().NotContain((string)key["apiKey"]!, "a key is shown once");

        var other = await MakeAsync("other", "viewer");
        using var second = _server.CreateClient($"ApiKey {other["apiKey"]}");
        (await StatusAsync(second)).Should().Be(HttpStatusCode.OK);
        (await IdentityServer.SendAsync(_server.Admin, HttpMethod.Delete, $"identity/applications/{other["id"]}")).Status.Should().Be(HttpStatusCode.NoContent);
        (await StatusAsync(second)).Should().Be(HttpStatusCode.Unauthorized);

        _server.Clock.Advance(TimeSpan.FromDays(2));
        (await StatusAsync(robot)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("")]
    [InlineData("twk_")]
    [InlineData("twk_00_00")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task Key_ThatNobodyHas_IsRefused(string key)
    {
        using var client = _server.CreateClient($"ApiKey {key}");

        (await StatusAsync(client)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Endpoint_OfAWorkflowThatAsksWhoCalls_LetsInWhoMeetsItsPolicy()
    {
        await PublishAsync("closed", """ "authorize": { "typeName": "Boolean", "expression": { "type": "Literal", "value": true } } """);
        await PublishAsync("by-role", """
            "authorize": { "typeName": "Boolean", "expression": { "type": "Literal", "value": true } },
            "policy": { "typeName": "String", "expression": { "type": "Literal", "value": "operator" } }
            """);
        await PublishAsync("by-permission", """
            "authorize": { "typeName": "Boolean", "expression": { "type": "Literal", "value": true } },
            "policy": { "typeName": "String", "expression": { "type": "Literal", "value": "exec:workflow-definitions" } }
            """);
        using var stranger = _server.CreateClient();
        using var viewer = _server.CreateClient($"ApiKey {(await MakeAsync("v", "viewer"))["apiKey"]}");
        using var operating = await _server.CreateUserAsync("otto", "operator");

        foreach (var (path, client, status) in new[]
        {
            ("closed", stranger, 401), ("closed", viewer, 200), ("closed", operating, 200),
            ("by-role", viewer, 401), ("by-role", operating, 200), ("by-role", _server.Admin, 200),
            ("by-permission", viewer, 401), ("by-permission", operating, 200),
        })
        {
            using var response = await client.GetAsync(new Uri($"/workflows/{path}", UriKind.Relative), TestContext.Current.CancellationToken);
            ((int)response.StatusCode).Should().Be(status, path);
        }
    }

    private async Task<JsonNode> MakeAsync(string name, string role, DateTimeOffset? expiresAt = null)
    {
        var (status, body) = await IdentityServer.SendAsync(_server.Admin, HttpMethod.Post, "identity/applications", new { name, roles = new[] { role }, expiresAt });
        status.Should().Be(HttpStatusCode.OK);
        return body!;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client) => (await IdentityServer.SendAsync(client, HttpMethod.Get, "workflow-definitions")).Status;

    private async Task PublishAsync(string path, string security)
    {
        var json = $$"""
            {
              "definitionId": "{{path}}", "name": "{{path}}",
              "root": {
                "id": "flow", "type": "Elsa.Flowchart", "version": 1,
                "activities": [
                  { "id": "e", "type": "Elsa.HttpEndpoint", "version": 1, "customProperties": { "canStartWorkflow": true },
                    "path": { "typeName": "String", "expression": { "type": "Literal", "value": "{{path}}" } }, {{security}} }
                ]
              }
            }
            """;
        await _server.Services.GetRequiredService<DefinitionCatalog>().SaveAsync(json, publish: true, source: null, TestContext.Current.CancellationToken);
        using var client = _server.CreateClient();
        await Eventually.HoldsAsync(
            async () => (await client.GetAsync(new Uri($"/workflows/{path}", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode != HttpStatusCode.NotFound,
            "the endpoint is there");
    }
}
