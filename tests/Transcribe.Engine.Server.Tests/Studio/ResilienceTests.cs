using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Transcribe.Engine.Server.Http;

namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>Calls that were repeated, as the designer's viewer shows them.</summary>
public sealed class ResilienceTests
{
    // Nobody listens there.
    private const string Calls = """
        { "publish": true, "model": { "definitionId": "calls", "name": "Calls", "root": { "type": "Elsa.Flowchart", "id": "flow", "activities": [
          { "id": "call", "type": "Elsa.FlowSendHttpRequest", "version": 1, "enableResiliency": true, "url": "http://127.0.0.1:1/" } ] } } }
        """;

    [Fact]
    public async Task Retries_OfACallThatWasRepeated_AreListedWithTheReason()
    {
        var clock = new FakeTimeProvider();
        await using var server = new StudioServer { Configure = services => services.AddSingleton(provider => new ResilienceStrategies(provider.GetServices<IResilienceStrategy>(), clock)) };
        await server.InitializeAsync();
        await server.ExpectSameAsync("resilience/strategies-none");
        (await server.GetAsync("resilience/strategies?category=HTTP"))["items"]!.AsArray().Select(strategy => (string)strategy!["id"]!).Should().Equal("http-default");
        using var saved = await server.Client.PostAsJsonAsync(new Uri("/elsa/api/workflow-definitions", UriKind.Relative), JsonNode.Parse(Calls), TestContext.Current.CancellationToken);
        saved.EnsureSuccessStatusCode();

        var starting = server.Client.PostAsync(new Uri("/elsa/api/workflow-definitions/calls/execute", UriKind.Relative), null, TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromMinutes(5));
                return starting.IsCompleted;
            },
            "all attempts are used");
        using var started = await starting;

        var run = started.Headers.GetValues("x-elsa-workflow-instance-id").Single();
        var execution = (await server.GetAsync($"activity-executions/list?workflowInstanceId={run}"))["items"]!.AsArray().Single(item => (string)item!["activityId"]! == "call")!;
        ((bool)execution["metadata"]!["HasRetryAttempts"]!).Should().BeTrue("the viewer shows the attempts where this is said");
        var retries = await server.GetAsync($"resilience/retries/{execution["id"]}?skip=1&take=2");
        ((int)retries["totalCount"]!).Should().Be(8);
        retries["items"]!.AsArray().Select(attempt => $"{attempt!["attemptNumber"]} {attempt["retryDelay"]}").Should().Equal("2 00:00:02", "3 00:00:04");
        ((string)retries["items"]![0]!["details"]!["Reason"]!).Should().Contain("127.0.0.1");
    }
}
