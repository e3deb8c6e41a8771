using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Server.Studio;

namespace Transcribe.Engine.Server.Tests.Identity;

/// <summary>What each role may, what nobody may give, and what changes at once.</summary>
public sealed class PermissionTests : IAsyncLifetime
{
    private IdentityServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await IdentityServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("viewer", "GET workflow-definitions, GET descriptors/activities, GET features/installed, GET workflow-instances")]
    [InlineData("operator", "GET workflow-definitions, POST workflow-definitions/x/execute, POST cancel/workflow-instances/x, DELETE workflow-instances/x, GET features/installed")]
    [InlineData("author", "POST workflow-definitions, POST workflow-definitions/x/publish, DELETE workflow-definitions/x, POST workflow-definitions/x/execute, POST cancel/workflow-instances/x")]
    [InlineData("administrator", "GET identity/users, GET audit-log, DELETE workflow-definitions/x, GET identity/applications, GET identity/permissions")]
    public async Task Role_MayItsPartAndNothingElse(string role, string allowed)
    {
        string[] everything =
        [
            "POST workflow-definitions", "POST workflow-definitions/x/publish", "DELETE workflow-definitions/x", "POST workflow-definitions/x/execute",
            "POST cancel/workflow-instances/x", "DELETE workflow-instances/x", "GET identity/users", "GET audit-log", "GET identity/applications", "GET identity/permissions",
        ];
        using var client = await _server.CreateUserAsync("somebody", role);
        var may = allowed.Split(", ");

        foreach (var call in may)
            (await CallAsync(client, call)).Should().NotBe(HttpStatusCode.Forbidden, call).And.NotBe(HttpStatusCode.Unauthorized);
        foreach (var call in role == "administrator" ? [] : everything.Except(may).Except(role == "author" ? ["POST workflow-definitions/x/retract"] : []))
            (await CallAsync(client, call)).Should().Be(HttpStatusCode.Forbidden, call);
    }

    [Fact]
    public async Task Publish_WithinASave_NeedsItsOwnPermission()
    {
        await IdentityServer.SendAsync(_server.Admin, HttpMethod.Post, "identity/roles", new { id = "drafter", name = "Drafter", permissions = new[] { "read:*", "write:workflow-definitions" } });
        using var drafter = await _server.CreateUserAsync("dora", "drafter");
        var model = new { name = "draft", definitionId = "draft", root = new { id = "r", type = "Elsa.Flowchart", version = 1 } };

        (await IdentityServer.SendAsync(drafter, HttpMethod.Post, "workflow-definitions", new { model, publish = false })).Status.Should().Be(HttpStatusCode.OK);
        (await IdentityServer.SendAsync(drafter, HttpMethod.Post, "workflow-definitions", new { model, publish = true })).Status.Should().Be(HttpStatusCode.Forbidden);
        (await IdentityServer.SendAsync(drafter, HttpMethod.Post, "workflow-definitions/import", new { model.name, definitionId = "other", model.root, isPublished = true }))
            .Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("viewer", false)]
    [InlineData("author", true)]
    public async Task Links_OfDefinitions_AreWhatTheCallerMay(string role, bool mayPublish)
    {
        var model = new { name = "w", definitionId = "w", root = new { id = "r", type = "Elsa.Flowchart", version = 1 } };
        await IdentityServer.SendAsync(_server.Admin, HttpMethod.Post, "workflow-definitions", new { model });
        using var client = await _server.CreateUserAsync("somebody", role);

        var (_, list) = await IdentityServer.SendAsync(client, HttpMethod.Get, "workflow-definitions");
        var (_, one) = await IdentityServer.SendAsync(client, HttpMethod.Get, "workflow-definitions/by-definition-id/w");

        Rels(list!).Contains("bulk-publish").Should().Be(mayPublish);
        Rels(list!["items"]![0]!).Contains("publish").Should().Be(mayPublish);
        Rels(one!).Contains("publish").Should().Be(mayPublish);
        Rels(one!).Should().Contain("self");

        static IEnumerable<string> Rels(JsonNode node) => node["links"]!.AsArray().Select(link => (string)link!["rel"]!);
    }

    [Fact]
    public async Task Manager_WhoIsNoAdministrator_CannotBecomeOrMakeOne()
    {
        await IdentityServer.SendAsync(_server.Admin, HttpMethod.Post, "identity/roles", new { id = "manager", name = "Manager", permissions = new[] { Permission.ManageIdentity } });
        using var manager = await _server.CreateUserAsync("max", "manager");
        var (_, body) = await IdentityServer.SendAsync(_server.Admin, HttpMethod.Get, "identity/users");
        var ids = body!["users"]!.AsArray().ToDictionary(user => (string)user!["name"]!, user => (string)user!["id"]!);

        (HttpMethod, string, object?)[] attempts =
        [
            (HttpMethod.Post, "identity/users", new { name = "eve", password = "a good password", roles = new[] { "administrator" } }),
            (HttpMethod.Put, $"identity/users/{ids["max"]}/roles", new { roles = new[] { "administrator" } }),
            (HttpMethod.Put, $"identity/users/{ids["admin"]}/password", new { password = "a good password" }),
            (HttpMethod.Put, $"identity/users/{ids["admin"]}/roles", new { roles = Array.Empty<string>() }),
            (HttpMethod.Delete, $"identity/users/{ids["admin"]}", null),
            (HttpMethod.Post, "identity/roles", new { id = "mine", name = "Mine", permissions = new[] { "*" } }),
            (HttpMethod.Put, "identity/roles/manager", new { name = "Manager", permissions = new[] { Permission.ManageIdentity, Permission.ReadAuditLog } }),
            (HttpMethod.Post, "identity/applications", new { name = "mine", roles = new[] { "administrator" } }),
        ];
        foreach (var (method, path, content) in attempts)
            (await IdentityServer.SendAsync(manager, method, path, content)).Status.Should().Be(HttpStatusCode.Forbidden, $"{method} {path}");
    }

    [Fact]
    public async Task RoleTakenAway_OrUserDeleted_CountsAtOnce()
    {
        using var client = await _server.CreateUserAsync("olga", "operator");
        var (_, body) = await IdentityServer.SendAsync(_server.Admin, HttpMethod.Get, "identity/users");
        var id = (string)body!["users"]!.AsArray().Single(user => (string)user!["name"]! == "olga")!["id"]!;

        await IdentityServer.SendAsync(_server.Admin, HttpMethod.Put, $"identity/users/{id}/roles", new { roles = new[] { "viewer" } });
        (await CallAsync(client, "DELETE workflow-instances/x")).Should().Be(HttpStatusCode.Forbidden);

        await IdentityServer.SendAsync(_server.Admin, HttpMethod.Delete, $"identity/users/{id}");
        (await CallAsync(client, "GET workflow-definitions")).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task LastAdministrator_CannotBeDeletedOrDemoted()
    {
        var (_, body) = await IdentityServer.SendAsync(_server.Admin, HttpMethod.Get, "identity/users");
        var id = (string)body!["users"]![0]!["id"]!;

        var (status, problem) = await IdentityServer.SendAsync(_server.Admin, HttpMethod.Delete, $"identity/users/{id}");

        status.Should().Be(HttpStatusCode.BadRequest);
        problem!.ToJsonString().Should().Contain("last administrator");
        (await IdentityServer.SendAsync(_server.Admin, HttpMethod.Put, $"identity/users/{id}/roles", new { roles = new[] { "viewer" } })).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Administrators_WhoRemoveEachOtherAtOnce_LeaveOne()
    {
        var users = _server.Services.GetRequiredService<UserDirectory>();
        using var bob = await _server.CreateUserAsync("bob", "administrator");
        var ids = (await users.ListAsync(TestContext.Current.CancellationToken)).Select(user => user.Id).ToArray();
        for (var round = 0; round < 20; round++)
        {
            using var together = new Barrier(ids.Length);

            var removed = await Task.WhenAll(ids.Select(id => Task.Run(() => TryDemoteAsync(users, id, together))));

            removed.Count(isRemoved => isRemoved).Should().Be(1, "of two the second finds nobody else");
            var left = (await users.ListAsync(TestContext.Current.CancellationToken)).Where(user => user.Roles.Contains("administrator")).ToList();
            left.Should().ContainSingle();
            await users.SetRolesAsync(ids.Single(id => id != left[0].Id), ["administrator"], Caller.Host, TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData("bob", "short", "10 to 256")]
    [InlineData("bob", "bobbobbobbob", "user's name")]
    [InlineData("bob", "a good password", null)]
    [InlineData("administrator", "administrator1", "user's name")]
    [InlineData("-bob", "a good password", "letters, digits")]
    [InlineData("ADMIN", "a good password", "already")]
    public async Task User_WithABadNameOrPassword_IsRefusedWithTheReason(string name, string password, string? reason)
    {
        var (status, body) = await IdentityServer.SendAsync(_server.Admin, HttpMethod.Post, "identity/users", new { name, password, roles = new[] { "viewer" } });

        status.Should().Be(reason is null ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
        body!.ToJsonString().Should().Contain(System.Text.Json.JsonEncodedText.Encode(reason ?? name).ToString());
    }

    private static async Task<bool> TryDemoteAsync(UserDirectory users, string id, Barrier together)
    {
        together.SignalAndWait(TestContext.Current.CancellationToken);
        try
        {
            return await users.SetRolesAsync(id, ["viewer"], Caller.Host, TestContext.Current.CancellationToken);
        }
        catch (InvalidRequestException)
        {
            return false;
        }
    }

    private static async Task<HttpStatusCode> CallAsync(HttpClient client, string call)
    {
        var parts = call.Split(' ');
        return (await IdentityServer.SendAsync(client, new HttpMethod(parts[0]), parts[1])).Status;
    }
}
