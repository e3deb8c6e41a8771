using System.Text.Json.Nodes;
using Transcribe.Engine.Server.Tests.Support;

namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>Every recorded run: what the designer's viewer asks about it.</summary>
public sealed class RecordedRunsTests(StudioServer server) : IClassFixture<StudioServer>
{
    // Upstream keeps an internal marker and the tenant in records, and its activities' own properties; they are no part of the contract.
    private static readonly string[] Internals =
    [
        "stats[].metadata._type", "items[].metadata._type", "metadata._type", "items[].properties", "properties", "items[].tenantId", "tenantId",
        "items[].outputs", "outputs", "items[].activityState", "activityState", "items[].payload", "payload", "items[].exception", "exception",
        "workflowState.activityExecutionContexts", "workflowState.bookmarks[].payload", "workflowState.completionCallbacks", "workflowState.scheduledActivities",
        "workflowState.properties", "workflowState.output", "workflowState.incidents[].exception", "items[].metadata", "metadata", "stats[].metadata",

        // Nothing runs in a run that ended: here its executions have ended too. And the root has no name.
        "completedAt", "items[].completedAt", "finishedAt", "workflowState.finishedAt", "items[].activityName", "workflowState.bookmarks[].callbackMethodName",
    ];

    // A child may have ended, and its parent have its output, before anybody asks.
    private static readonly string[] Timing = ["items[].value"];

    public static TheoryData<string> Runs => [.. GoldenAnswer.FoldersOf("instances").Except(["_list", "_misc", "g-draft", "g-event-hub", "g-event-cancel"])];

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Run_AskedAsTheViewerDoes_AnswersAsUpstream(string run)
    {
        await StartAsync(run);

        var differences = new List<string>();
        foreach (var recording in GoldenAnswer.FilesOf($"instances/{run}").Where(file => !IsAction(file)))
            differences.AddRange((await server.DifferencesAsync(recording, run == "g-parent-dispatch" ? [.. Internals, .. Timing] : Internals)).Select(difference => $"{recording[(recording.LastIndexOf('/') + 1)..]}: {difference}"));

        differences.Should().BeEmpty();
        await ExpectSameSchedulingAsync(run);
    }

    // What starts a run answers with the run.
    public static TheoryData<string> Starts => [.. GoldenAnswer.FoldersOf("instances").Except(["_list", "_misc", "g-draft"])
        .Where(run => GoldenAnswer.FilesOf($"instances/{run}").Contains($"instances/{run}/execute"))];

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task Execute_Recorded_AnswersAsUpstream(string run)
    {
        await PublishAsync(DefinitionOf(run));

        await server.ExpectSameAsync($"instances/{run}/execute", [.. Internals, "workflowState.bookmarks"]);
    }

    private async Task ExpectSameSchedulingAsync(string run)
    {
        var golden = GoldenAnswer.Read($"instances/{run}/activity-executions-list");
        var (response, body) = await server.RepeatAsync(golden);
        response.Dispose();

        SchedulingIn(body).Should().Contain(SchedulingIn(golden.Body));

        // Over a wait upstream forgets who scheduled whom. And of two workflows, one in the other, it numbers the outer one higher.
        static IEnumerable<string> SchedulingIn(JsonNode? list) => list!["items"]!.AsArray().Where(item => item!["schedulingActivityId"] is not null).Select(
            item => $"{item!["activityNodeId"]} by {item["schedulingActivityId"]} at {item["callStackDepth"]}".Replace("Workflow2", "Workflow1", StringComparison.Ordinal));
    }

    private static bool IsAction(string recording) => recording.EndsWith("/execute", StringComparison.Ordinal)
        || recording.EndsWith("/execute-get", StringComparison.Ordinal) || recording.Contains("dispatch.", StringComparison.Ordinal);

    private async Task StartAsync(string run)
    {
        // Long enough to be seen waiting, or short enough to be waited for.
        server.Ids["\"00:00:03\""] = run == "g-delay-finished" ? "\"00:00:00.010\"" : "\"01:00:00\"";
        var definition = DefinitionOf(run);
        await PublishAsync(definition);
        switch (run)
        {
            case "g-cron" or "g-timer":
                await LearnEndedAsync(run);
                await RepeatAsync($"definitions/{definition}/retract");
                break;
            case "g-http-hello-via-http":
                await RepeatAsync("http/hello");
                await LearnEndedAsync(run);
                break;
            default:
                await server.ExecuteAsync(definition, $"{run}/instance");
                await FollowAsync(run);
                break;
        }

        await LearnExecutionsAsync(run);
    }

    private async Task FollowAsync(string run)
    {
        if (run == "g-event-finished")
            await RepeatAsync("events/trigger");
        if (run == "g-event-cancelled")
            await CancelAsync(run);
        if (run == "g-runtask-finished")
            await CompleteTaskAsync(run);
        if (run.EndsWith("-finished", StringComparison.Ordinal))
            await Eventually.HoldsAsync(async () => (string)(await InstanceAsync(run))["status"]! == "Finished", "the run ends");
    }

    private async Task PublishAsync(string definition)
    {
        // What else it needs: a child, or somebody to call.
        if (definition.StartsWith("g-parent", StringComparison.Ordinal))
            await server.PublishAsync("g-child");
        if (definition == "g-send-http")
        {
            await server.PublishAsync("g-http-hello");
            server.Ids["http://127.0.0.1:13000"] = server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        }

        // C# is not run here, a host that runs strangers' code has no secrets: the same script in JavaScript does the same.
        if (definition == "g-runcs")
        {
            server.Ids["Elsa.RunCSharp"] = "Elsa.RunJavaScript";
            server.Ids["return Variables.X"] = "return variables.X";
        }

        await server.PublishAsync(definition);
    }

    private async Task CompleteTaskAsync(string run)
    {
        server.Ids["2c26676b3bf672c0"] = (string)(await InstanceAsync(run))["workflowState"]!["bookmarks"]![0]!["payload"]!["taskId"]!;
        await RepeatAsync("tasks/complete");
    }

    private async Task CancelAsync(string run)
    {
        var id = IdOf(run);
        using var response = await server.Client.PostAsync(new Uri($"/elsa/api/cancel/workflow-instances/{id}", UriKind.Relative), null, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    // Nobody here started it.
    private async Task LearnEndedAsync(string run)
    {
        var path = $"workflow-instances?definitionId={DefinitionOf(run)}&subStatus=Finished";
        var found = await Eventually.GetAsync(async () => (await GetAsync(path))["items"]!.AsArray().FirstOrDefault(), "a run begins and ends");
        server.Ids[(string)GoldenAnswer.Read($"instances/{run}/instance").Body!["id"]!] = (string)found["id"]!;
    }

    private Task<JsonNode> InstanceAsync(string run) => GetAsync($"workflow-instances/{IdOf(run)}");

    private string IdOf(string run) => server.Ids[(string)GoldenAnswer.Read($"instances/{run}/instance").Body!["id"]!];

    private async Task<JsonNode> GetAsync(string path) =>
        JsonNode.Parse(await server.Client.GetStringAsync(new Uri($"/elsa/api/{path}", UriKind.Relative), TestContext.Current.CancellationToken))!;

    private async Task RepeatAsync(string recording)
    {
        var (response, _) = await server.RepeatAsync(GoldenAnswer.Read(recording));
        response.EnsureSuccessStatusCode().Dispose();
    }

    private static string DefinitionOf(string run) => run.Replace("-suspended", string.Empty, StringComparison.Ordinal).Replace("-finished", string.Empty, StringComparison.Ordinal)
        .Replace("-cancelled", string.Empty, StringComparison.Ordinal).Replace("-via-http", string.Empty, StringComparison.Ordinal)
        .Replace("g-event-cancel", "g-event", StringComparison.Ordinal).Replace("g-event-hub", "g-event", StringComparison.Ordinal);

    private async Task LearnExecutionsAsync(string run)
    {
        var golden = GoldenAnswer.Read($"instances/{run}/activity-executions-list");
        var (response, body) = await server.RepeatAsync(golden);
        response.Dispose();
        foreach (var there in golden.Body!["items"]!.AsArray())
        {
            if (body!["items"]!.AsArray().FirstOrDefault(item => (string)item!["activityId"]! == (string)there!["activityId"]!) is { } here)
                server.Ids[(string)there!["id"]!] = (string)here["id"]!;
        }
    }
}
