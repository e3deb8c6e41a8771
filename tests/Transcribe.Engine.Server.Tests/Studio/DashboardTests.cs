using System.Text.Json.Nodes;
using Transcribe.Engine.Server.Tests.Support;

namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>The server in numbers, compared with a recorded upstream server's.</summary>
public sealed class DashboardTests(StudioServer server) : IClassFixture<StudioServer>
{
    // Upstream tells nothing of what has not ended yet; and nothing had a name.
    private static readonly string[] Open = ["items[].duration", "items[].finishedAt", "items[].name", "items[].averageDuration"];

    [Theory]
    [InlineData("overview-empty")]
    [InlineData("needs-attention-empty")]
    [InlineData("recent-activity-empty")]
    [InlineData("workflow-trends-empty")]
    [InlineData("workflow-hotspots-empty")]
    public async Task Dashboard_OfAServerWhereNothingRan_IsUpstreams(string recording)
    {
        var empty = new StudioServer();
        await using (empty)
        {
            await empty.InitializeAsync();

            // The empty server of the recording had counted no duration either.
            await empty.ExpectSameAsync($"dashboard/{recording}");
        }
    }

    [Fact]
    public async Task Dashboard_OfABusyServer_IsUpstreamsAndCountsRight()
    {
        foreach (var definition in new[] { "g-sequence", "g-fault", "g-delay" })
            await server.PublishAsync(definition);
        await server.ExecuteAsync("g-sequence", "g-sequence/execute");
        await server.ExecuteAsync("g-fault", "g-fault/execute");
        await server.ExecuteAsync("g-delay", "g-delay-suspended/instance");

        var overview = await server.ExpectSameAsync("dashboard/overview");
        var attention = await server.ExpectSameAsync("dashboard/needs-attention");
        var newest = await server.ExpectSameAsync("dashboard/recent-activity", Open);
        var trends = await server.ExpectSameAsync("dashboard/workflow-trends");
        var hotspots = await server.ExpectSameAsync("dashboard/workflow-hotspots", Open);

        Numbers(overview!["workflowInstances"]!, "running", "completed", "faulted", "suspended", "interrupted", "incidentBearing").Should().Equal(1, 1, 1, 1, 0, 1);
        attention!["findings"]!.AsArray().Select(finding => (string)finding!["message"]!).Should().Equal("1 run faulted.", "1 run had incidents.");
        newest!["items"]!.AsArray().Should().HaveCount(3);
        trends!["buckets"]!.AsArray().Should().HaveCount(24);
        Numbers(trends["buckets"]![23]!, "createdOrStarted", "finished", "faulted", "suspended", "incidentBearing").Should().Equal(3, 1, 1, 1, 1);
        hotspots!["items"]!.AsArray().Select(item => $"{item!["definitionId"]} {item["value"]}").Should().Equal("g-fault 1", "g-delay 0", "g-sequence 0");
    }

    [Theory]
    [InlineData("1h", 12, "minute")]
    [InlineData("7d", 7, "day")]
    [InlineData("30d", 30, "day")]
    public async Task Trends_OfEachRange_EndNowOrToday(string range, int slices, string granularity)
    {
        var golden = GoldenAnswer.Read("dashboard/workflow-trends");

        var (response, body) = await server.RepeatAsync(golden, ("{}", $$"""{ "range": "{{range}}" }"""));

        response.Dispose();
        body!["buckets"]!.AsArray().Should().HaveCount(slices);
        ((string)body["granularity"]!).Should().Be(granularity);
        ((DateTimeOffset)body["to"]!).Should().BeAfter(TimeProvider.System.GetUtcNow().AddMinutes(-5));
    }

    private static IEnumerable<int> Numbers(JsonNode members, params string[] names) => names.Select(name => (int)members[name]!);
}
