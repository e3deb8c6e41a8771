using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Engine.Server.Tests.Identity;

/// <summary>The audit log: who did what, and how it ended.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private static readonly object Model = new { name = "w", definitionId = "w", root = new { id = "r", type = "Elsa.Flowchart", version = 1 } };

    private static readonly object Broken = new { name = "b", definitionId = "b", root = new { id = "f", type = "Elsa.Fault", version = 1 } };

    private IdentityServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await IdentityServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Changes_RunsAndDeletions_AreWrittenWithWhoAndFromWhere()
    {
        using var ann = await _server.CreateUserAsync("ann", "author");
        await IdentityServer.SendAsync(ann, HttpMethod.Post, "workflow-definitions", new { model = Model });
        await IdentityServer.SendAsync(ann, HttpMethod.Post, "workflow-definitions", new { model = Model, publish = true });
        await IdentityServer.SendAsync(ann, HttpMethod.Post, "workflow-definitions/w/execute");
        await IdentityServer.SendAsync(ann, HttpMethod.Post, "workflow-definitions", new { model = Broken, publish = true });
        await IdentityServer.SendAsync(ann, HttpMethod.Post, "workflow-definitions/b/execute");
        await IdentityServer.SendAsync(ann, HttpMethod.Post, "workflow-definitions/nowhere/publish");
        await IdentityServer.SendAsync(ann, HttpMethod.Post, "bulk-actions/delete/workflow-definitions/by-definition-id", new { definitionIds = new[] { "w", "v" } });
        await IdentityServer.SendAsync(ann, HttpMethod.Get, "identity/users");

        var lines = await _server.AuditAsync("actor=ann");

        lines.Select(line => $"{line["action"]} | {Short(line["target"])} | {line["outcome"]}").Should().Equal(
            "access | GET /elsa/api/identity/users | refused",
            "delete workflow | w, v | done",
            "publish workflow | nowhere | refused",
            "start run | b | failed",
            "publish workflow | b | done",
            "start run | w | done",
            "publish workflow | w | done",
            "save workflow | w | done",
            "sign-in | ann | done");
        lines.Should().OnlyContain(line => (string)line["address"]! == "127.0.0.1" && (string)line["actorKind"]! == "user");

        // Behind the workflow stands the run's id.
        static string Short(JsonNode? target) => ((string)target!).Split(", ") is [var workflow, { Length: 24 }] ? workflow : (string)target!;
    }

    [Fact]
    public async Task Draft_SavedAgainAndAgain_IsOneLineAVisit()
    {
        using var ann = await _server.CreateUserAsync("ann", "author");
        for (var i = 0; i < 3; i++)
            await IdentityServer.SendAsync(ann, HttpMethod.Post, "workflow-definitions", new { model = Model });
        _server.Clock.Advance(TimeSpan.FromMinutes(11));
        await IdentityServer.SendAsync(ann, HttpMethod.Post, "workflow-definitions", new { model = Model });

        (await _server.AuditAsync("action=save workflow")).Should().HaveCount(2);
    }

    [Fact]
    public async Task SignIns_ThatFailed_NameNobodyWhoIsNotThere()
    {
        using var client = _server.CreateClient();
        await IdentityServer.SendAsync(client, HttpMethod.Post, "identity/login", new { username = "my-secret-password", password = "wrong" });
        await IdentityServer.SendAsync(client, HttpMethod.Post, "identity/login", new { username = "admin", password = "wrong" });

        var lines = (await _server.AuditAsync("action=sign-in")).Where(line => (string)line["outcome"]! == "refused").ToList();

        lines.Select(line => (string?)line["target"]).Should().Equal("admin", null);
        string.Concat(lines.Select(line => line.ToJsonString())).Should().NotContain("my-secret-password").And.NotContain("wrong");
    }

    [Fact]
    public async Task Pages_StayTheSame_WhenNewLinesCome()
    {
        for (var i = 0; i < 5; i++)
            await WriteAsync($"line {i}");
        var (_, first) = await IdentityServer.SendAsync(_server.Admin, HttpMethod.Get, "audit-log?take=2&action=note");
        await WriteAsync("line 5");

        var (_, second) = await IdentityServer.SendAsync(_server.Admin, HttpMethod.Get, $"audit-log?take=2&action=note&before={first!["before"]}");
        var (_, third) = await IdentityServer.SendAsync(_server.Admin, HttpMethod.Get, $"audit-log?take=2&action=note&before={second!["before"]}");

        new[] { first, second, third! }.SelectMany(page => page["items"]!.AsArray()).Select(line => (string)line!["target"]!)
            .Should().Equal("line 4", "line 3", "line 2", "line 1", "line 0");
        third!["before"].Should().BeNull();
    }

    [Fact]
    public async Task Lines_OlderThanAYear_AreDeletedEachDay()
    {
        await WriteAsync("old");
        _server.Clock.Advance(TimeSpan.FromDays(364));
        await WriteAsync("young");
        _server.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromHours(1));
        var log = _server.Services.GetRequiredService<AuditLog>();

        await Eventually.HoldsAsync(
            async () => (await log.ListAsync(new AuditQuery(10, Action: "note"), TestContext.Current.CancellationToken)).Select(line => line.Target).SequenceEqual(["young"]),
            "the old line is gone and the young one is there");
    }

    private Task<long> WriteAsync(string target) => _server.Services.GetRequiredService<AuditLog>()
        .WriteAsync(Caller.Host, "note", target, AuditOutcome.Done, TestContext.Current.CancellationToken);
}
