using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;

namespace Transcribe.Engine.Server.Tests.Http;

/// <summary>What callers hear of workflows that fail.</summary>
public sealed class EndpointFailureTests : IAsyncLifetime
{
    private const string BusyOnce = """{ "type": "Test.BusyOnce", "id": "busy" }""";

    private const string Broken = """
        { "type": "Elsa.RunJavaScript", "id": "script", "script": { "typeName": "String", "expression": { "type": "Literal", "value": "throw new Error('broken')" } } }
        """;

    private EndpointServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await EndpointServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Request_DatabaseLockedByAnotherProgram_IsAnswered503AndWorksAgainLater()
    {
        await using var server = await EndpointServer.StartAsync("Default Timeout=1");
        await server.PublishAsync(string.Empty);
        await using (var other = new SqliteConnection($"Data Source={server.Database};Pooling=false"))
        {
            await other.OpenAsync(Token);
            await using var transaction = other.BeginTransaction(deferred: false);

            using var refused = await server.PostAsync();

            refused.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
            var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Token);
            problem.GetProperty("title").GetString().Should().Be("The run could not be saved.");
            problem.GetProperty("detail").GetString().Should().Contain("why stands in the server's log").And.NotContain(server.Database);
        }

        (await server.StatusAsync()).Should().Be(200);
        (await server.RunsAsync()).Should().ContainSingle("of the refused one nothing was written");
    }

    [Fact]
    public async Task Request_OfAStrangerWhoseRunFails_IsToldWhereTheReasonStands()
    {
        await _server.PublishAsync(string.Empty, Broken);

        using var response = await _server.PostAsync();

        response.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        var run = (await _server.RunsAsync()).Single();
        problem.GetProperty("instanceId").GetString().Should().Be(run.Id);
        problem.GetProperty("detail").GetString().Should().Contain($"in run {run.Id}").And.NotContain("broken");
    }

    [Fact]
    public async Task Progress_OfAStrangerWhoseRunFails_TellsNoTextOfTheException()
    {
        await _server.PublishAsync(""" "answer": "Progress" """, Broken);

        using var response = await _server.PostAsync();

        var events = await response.Content.ReadAsStringAsync(Token);
        events.Should().Contain("Faulted").And.Contain("event: finished").And.Contain("for those who may see runs").And.NotContain("broken");
    }

    [Fact]
    public async Task Request_ToAWorkflowThatIsPaused_IsRefusedWithTheReasonUntilItIsResumed()
    {
        await _server.PublishWithAsync("""{ "failing": { "runs": 3 } }""", string.Empty, Broken);
        for (var run = 0; run < 3; run++)
            (await _server.StatusAsync()).Should().Be(500);
        await Eventually.HoldsAsync(() => _server.Get<ITriggerPauses>().List().Count == 1, "it is paused");

        using var refused = await _server.PostAsync();

        refused.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter.Should().NotBeNull();
        refused.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Token);
        problem.GetProperty("title").GetString().Should().Be("The workflow is paused.");
        problem.GetProperty("detail").GetString().Should().StartWith("3 of its last 3 runs failed");
        (await _server.RunsAsync()).Should().HaveCount(3, "nothing was started");
        (await _server.Get<ITriggerPauses>().ResumeAsync("in", Token)).Should().BeTrue();
        (await _server.StatusAsync()).Should().Be(500, "it is started again");
    }

    [Fact]
    public async Task Request_WithoutTheKeyOfAPausedEndpoint_LearnsNothing()
    {
        await using var server = await EndpointServer.StartAsync(("key", "secret"));
        await server.PublishWithAsync("""{ "failing": { "runs": 1 } }""", """ "authentication": "ApiKey", "secretNames": ["key"] """, Broken);
        (await server.StatusAsync(headers: ("X-Api-Key", "secret"))).Should().Be(500);
        await Eventually.HoldsAsync(() => server.Get<ITriggerPauses>().List().Count == 1, "it is paused");

        (await server.StatusAsync()).Should().Be(401);
        (await server.StatusAsync(headers: ("X-Api-Key", "secret"))).Should().Be(503);
    }

    [Fact]
    public async Task Request_WhoseRunIsTriedAgain_IsAccepted()
    {
        await _server.PublishWithAsync("""{ "retry": { "attempts": 2, "firstGap": "00:00:10" } }""", string.Empty, BusyOnce, EndpointServer.Respond("1"));

        using var response = await _server.PostAsync();

        response.StatusCode.Should().Be(HttpStatusCode.Accepted, "whoever hears that it failed sends it again");
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        answer.GetProperty("retryAt").GetDateTimeOffset().Should().BeAfter(_server.Clock.GetUtcNow());
        var id = answer.GetProperty("workflowInstanceId").GetString()!;
        await Eventually.HoldsAsync(
            async () =>
            {
                _server.Clock.Advance(TimeSpan.FromSeconds(1));
                return (await _server.RunsAsync()).Single(run => run.Id == id).Status == WorkflowStatus.Finished;
            },
            "it is tried again");
        (await _server.RunsAsync()).Single().SubStatus.Should().Be(WorkflowSubStatus.Finished, "that its caller is gone is no fault");
    }
}
