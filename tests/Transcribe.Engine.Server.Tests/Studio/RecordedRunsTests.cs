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
    }

    private static bool IsAction(string recording) => recording.EndsWith("/execute", StringComparison.Ordinal)
        || recording.EndsWith("/execute-get", StringComparison.Ordinal) || recording.Contains("dispatch.", StringComparison.Ordinal);

    private async Task StartAsync(string run)
    {
        var definition = run.Replace("-suspended", string.Empty, StringComparison.Ordinal).Replace("-finished", string.Empty, StringComparison.Ordinal)
            .Replace("-cancelled", string.Empty, StringComparison.Ordinal);
        foreach (var needed in definition.StartsWith("g-parent", StringComparison.Ordinal) ? new[] { "g-child", definition } : [definition])
            await server.PublishAsync(needed);

        await server.ExecuteAsync(definition, $"{run}/instance");
        if (run == "g-event-finished")
            await RepeatAsync("events/trigger");
        if (run == "g-event-cancelled")
            await CancelAsync(run);

        await LearnExecutionsAsync(run);
    }

    private async Task CancelAsync(string run)
    {
        var id = server.Ids[(string)GoldenAnswer.Read($"instances/{run}/instance").Body!["id"]!];
        using var response = await server.Client.PostAsync(new Uri($"/elsa/api/cancel/workflow-instances/{id}", UriKind.Relative), null, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private async Task RepeatAsync(string recording)
    {
        var (response, _) = await server.RepeatAsync(GoldenAnswer.Read(recording));
        response.EnsureSuccessStatusCode().Dispose();
    }

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
