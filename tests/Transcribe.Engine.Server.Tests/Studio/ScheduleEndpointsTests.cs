using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>What the clock will start; upstream has no such route.</summary>
public sealed class ScheduleEndpointsTests(StudioServer server) : IClassFixture<StudioServer>
{
    private const string Nightly = """
        { "publish": true, "model": { "definitionId": "nightly", "name": "Nightly", "root": { "type": "Elsa.Sequence", "id": "root", "activities": [
          { "type": "Elsa.Cron", "id": "cron", "name": "Every night", "missedRuns": { "typeName": "Object", "expression": { "type": "Literal", "value": "RunOnce" } },
            "cronExpression": { "typeName": "String", "expression": { "type": "Literal", "value": "0 0 2 * * *" } }, "customProperties": { "canStartWorkflow": true } }] } } }
        """;

    [Fact]
    public async Task Get_PublishedSchedule_AnswersItWithItsNextRuns()
    {
        using var body = new StringContent(Nightly, Encoding.UTF8, "application/json");
        using var saved = await server.Client.PostAsync(new Uri("/elsa/api/workflow-definitions", UriKind.Relative), body, TestContext.Current.CancellationToken);
        saved.EnsureSuccessStatusCode();

        var answer = await server.Client.GetFromJsonAsync<JsonObject>(new Uri("/elsa/api/schedules?runs=3", UriKind.Relative), TestContext.Current.CancellationToken);

        var schedule = answer!["items"]!.AsArray().Single(item => (string?)item!["definitionId"] == "nightly")!;
        ((string?)schedule["activityId"]).Should().Be("cron");
        ((string?)schedule["activityName"]).Should().Be("Every night");
        ((string?)schedule["activityType"]).Should().Be("Elsa.Cron");
        ((string?)schedule["cronExpression"]).Should().Be("0 0 2 * * *");
        ((string?)schedule["missedRuns"]).Should().Be("RunOnce");
        var runs = schedule["nextRuns"]!.AsArray().Select(run => (DateTimeOffset)run!).ToList();
        runs.Should().HaveCount(3).And.BeInAscendingOrder().And.OnlyContain(run => run.TimeOfDay == TimeSpan.FromHours(2));
    }

    [Fact]
    public async Task Post_RunPauseResume_DoWhatTheySay()
    {
        var token = TestContext.Current.CancellationToken;
        using var body = new StringContent(Nightly.Replace("nightly", "by-hand", StringComparison.Ordinal), Encoding.UTF8, "application/json");
        using var saved = await server.Client.PostAsync(new Uri("/elsa/api/workflow-definitions", UriKind.Relative), body, token);
        saved.EnsureSuccessStatusCode();
        var id = (string)(await FindAsync())["id"]!;

        using var run = await PostAsync("run");
        var instanceId = (string)(await run.Content.ReadFromJsonAsync<JsonObject>(token))!["workflowInstanceId"]!;
        using var paused = await PostAsync("pause");
        paused.StatusCode.Should().Be(System.Net.HttpStatusCode.NoContent);

        var schedule = await FindAsync();
        ((string?)schedule["definitionName"]).Should().Be("Nightly");
        ((string?)schedule["overlap"]).Should().Be("Allow");
        ((string?)schedule["jitter"]).Should().Be("00:00:00");
        ((string?)schedule["lastRun"]!["workflowInstanceId"]).Should().Be(instanceId);
        schedule["pausedAt"].Should().NotBeNull();
        schedule["nextRuns"]!.AsArray().Should().BeEmpty();
        await Eventually.HoldsAsync(async () => (string?)(await FindAsync())["lastRun"]!["subStatus"] == "Finished", "the run ends");

        using var resumed = await PostAsync("resume");
        resumed.StatusCode.Should().Be(System.Net.HttpStatusCode.NoContent);
        (await FindAsync())["nextRuns"]!.AsArray().Should().NotBeEmpty();
        using var unknown = await server.Client.PostAsync(new Uri("/elsa/api/schedules/unknown/run", UriKind.Relative), null, token);
        unknown.StatusCode.Should().Be(System.Net.HttpStatusCode.NotFound);

        Task<HttpResponseMessage> PostAsync(string action) => server.Client.PostAsync(new Uri($"/elsa/api/schedules/{id}/{action}", UriKind.Relative), null, token);
        async Task<JsonObject> FindAsync() => (await server.Client.GetFromJsonAsync<JsonObject>(new Uri("/elsa/api/schedules", UriKind.Relative), token))!["items"]!.AsArray()
            .Single(item => (string?)item!["definitionId"] == "by-hand")!.AsObject();
    }
}
