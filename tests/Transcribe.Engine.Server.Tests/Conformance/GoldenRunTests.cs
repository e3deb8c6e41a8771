using System.Text.Json.Nodes;

namespace Transcribe.Engine.Server.Tests.Conformance;

/// <summary>
/// Replays what was done to an upstream server over HTTP, and compares what became of it: the answers, the state, the journal, the
/// executions. Where a run ends differently here, the test says how, and docs/engine.md says why.
/// </summary>
public sealed class GoldenRunTests(GoldenServer server) : IClassFixture<GoldenServer>
{
    [Theory]
    [Trait("Scenario", "39 FlowJoin from JSON")]
    [InlineData("g-decision")]
    [InlineData("g-delay-suspended")]
    [InlineData("g-empty")]
    [InlineData("g-event-suspended")]
    [InlineData("g-flowfork")]
    [InlineData("g-flowswitch")]
    [InlineData("g-foreach")]
    [InlineData("g-fork")]
    [InlineData("g-http-hello")]
    [InlineData("g-publish-event")]
    [InlineData("g-runjs")]
    [InlineData("g-runtask-suspended")]
    [InlineData("g-send-http")]
    [InlineData("g-sequence")]
    [InlineData("g-setvariable")]
    public async Task Execute_Recorded_AnswersAndEndsAsUpstream(string name)
    {
        var recorded = GoldenRun.Read(name);

        var (status, instanceId, _) = await server.ExecuteAsync(recorded);

        status.Should().Be(recorded.Status);
        await CompareAsync(instanceId, recorded);
    }

    /// <summary>Upstream shows the activities around a fault as running for ever.</summary>
    [Theory]
    [InlineData("g-exception")]
    [InlineData("g-fault")]
    public async Task Execute_Faulting_AnswersAndEndsAsUpstream(string name)
    {
        var recorded = GoldenRun.Read(name);

        var (status, instanceId, _) = await server.ExecuteAsync(recorded);

        status.Should().Be(recorded.Status);
        await CompareAsync(instanceId, WithRunningAs(recorded, "Faulted"));
    }

    /// <summary>Upstream numbers the two workflows the other way round.</summary>
    [Fact]
    public async Task Execute_WorkflowAsActivity_EndsAsUpstream()
    {
        var recorded = GoldenRun.Read("g-parent-activity");
        static string Renumbered(string text) => text.Replace("Workflow2", "Workflow1", StringComparison.Ordinal);

        var (_, instanceId, _) = await server.ExecuteAsync(recorded);

        await CompareAsync(instanceId, recorded with
        {
            Journal = [.. recorded.Journal.Select(Renumbered)],
            Executions = [.. recorded.Executions.Select(execution => execution with { Node = Renumbered(execution.Node) })],
        });
    }

    /// <summary>Upstream leaves the run suspended for ever.</summary>
    [Fact]
    public async Task Execute_ContinueWithIncidents_FinishesWhenNothingCanMove()
    {
        var recorded = GoldenRun.Read("g-continue-incidents");

        var (status, instanceId, _) = await server.ExecuteAsync(recorded);

        status.Should().Be(recorded.Status);
        await CompareAsync(instanceId, recorded with
        {
            RunStatus = "Finished",
            SubStatus = "Finished",
            Journal = [.. recorded.Journal, "Workflow1 Finished with incidents", "Workflow1:fc:js1 Canceled", "Workflow1:fc Canceled", "Workflow1 Canceled"],
            Executions = [.. recorded.Executions.Select(execution => execution with { Status = execution.Status is "Completed" ? "Completed" : "Canceled" })],
        });
    }

    /// <summary>Upstream's message names version 0, which nobody asked for.</summary>
    [Fact]
    public async Task Execute_UnknownActivity_FaultsAndNamesTheType()
    {
        var recorded = GoldenRun.Read("g-bad-type");

        var (status, instanceId, _) = await server.ExecuteAsync(recorded);

        status.Should().Be(recorded.Status);
        await CompareAsync(instanceId, WithRunningAs(recorded, "Faulted") with
        {
            Incidents = [recorded.Incidents.Single() with { Message = "Activity type 'Elsa.DoesNotExist' version '1' could not be found." }],
        });
    }

    [Fact]
    public async Task Event_Triggered_ResumesAsUpstream()
    {
        var recorded = GoldenRun.Read("g-event-finished");
        var (_, instanceId, _) = await server.ExecuteAsync(recorded);

        await server.PostAsync("events/OrderShipped/trigger", new JsonObject { ["input"] = new JsonObject { ["a"] = 1 } });

        await server.BecomesAsync(instanceId, "Finished");
        await CompareAsync(instanceId, recorded);
    }

    [Fact]
    public async Task Task_Completed_ResumesAsUpstream()
    {
        var recorded = GoldenRun.Read("g-runtask-finished");
        var (_, instanceId, state) = await server.ExecuteAsync(recorded);

        await server.PostAsync($"tasks/{(string)state["bookmarks"]![0]!["payload"]!["taskId"]!}/complete", new JsonObject { ["result"] = new JsonObject { ["approved"] = true } });

        await server.BecomesAsync(instanceId, "Finished");
        await CompareAsync(instanceId, recorded);
    }

    [Fact]
    public async Task Task_Unknown_IsAnsweredAsUpstream() => await server.PostAsync("tasks/nope/complete", new JsonObject { ["result"] = 1 });

    [Fact]
    public async Task Dispatch_ChildEnds_EndsAsUpstream()
    {
        var recorded = GoldenRun.Read("g-parent-dispatch-finished");
        var (_, instanceId, _) = await server.ExecuteAsync(recorded);

        await server.BecomesAsync(instanceId, "Finished");
        await CompareAsync(instanceId, recorded);
    }

    /// <summary>Here the journal also tells of the cancellation.</summary>
    [Fact]
    public async Task Cancel_WaitingRun_EndsAsUpstreamAndSaysSo()
    {
        var recorded = GoldenRun.Read("g-event-cancelled");
        var (_, instanceId, _) = await server.ExecuteAsync(recorded);

        using var response = await server.Studio.Client.PostAsync(
            new Uri($"/elsa/api/cancel/workflow-instances/{instanceId}", UriKind.Relative), null, TestContext.Current.CancellationToken);

        await CompareAsync(instanceId, WithRunningAs(recorded, "Canceled") with
        {
            Journal = [.. recorded.Journal, "Workflow1 Workflow cancelled", "Workflow1:s:ev Canceled", "Workflow1:s Canceled", "Workflow1 Canceled"],
        });
    }

    [Fact]
    public async Task Request_ToAnEndpoint_IsAnsweredAndEndsAsUpstream()
    {
        var golden = Support.GoldenAnswer.Read("http/hello");

        var response = (await server.Studio.RepeatAsync(golden)).Response;

        ((int)response.StatusCode).Should().Be(golden.Status);
        response.Content.Headers.ContentType!.MediaType.Should().Be(golden.Header("Content-Type"));
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Be((string?)golden.Body);
        await CompareAsync(await server.NewestAsync("g-http-hello"), GoldenRun.Read("g-http-hello-via-http"));
    }

    [Theory]
    [InlineData("http/hello-post-wrong-method")]
    [InlineData("errors/unknown-path")]
    public async Task Request_Elsewhere_IsAnsweredAsUpstream(string recording)
    {
        var golden = Support.GoldenAnswer.Read(recording);

        ((int)(await server.Studio.RepeatAsync(golden)).Response.StatusCode).Should().Be(golden.Status);
    }

    [Fact]
    [Trait("Scenario", "76 Import and publish")]
    public async Task Publish_PathOfAnother_IsRefusedAsUpstream()
    {
        var golden = Support.GoldenAnswer.Read("definitions/g-http-validation/save-publish");

        var (response, body) = await server.Studio.RepeatAsync(golden);

        ((int)response.StatusCode).Should().Be(golden.Status);
        ((string?)body!["errors"]!["generalErrors"]![0]).Should().Be("h1.Path: The /hello path and get method are already in use by the workflow 'g-http-hello'.");
    }

    [Fact]
    public async Task Execute_Draft_IsNotFoundAsUpstream()
    {
        await server.Studio.RepeatAsync(Support.GoldenAnswer.Read("definitions/g-draft/save"));
        var golden = Support.GoldenAnswer.Read("instances/g-draft/execute");

        ((int)(await server.Studio.RepeatAsync(golden)).Response.StatusCode).Should().Be(golden.Status);
    }

    /// <summary>Scripts in C# are left out: the definition is taken, says so, and faults where it comes to one.</summary>
    [Fact]
    public async Task Publish_WithCSharp_IsTakenWithAWarningAndFaults()
    {
        var (_, body) = await server.Studio.RepeatAsync(Support.GoldenAnswer.Read("definitions/g-runcs/save-publish"));
        var (status, _, state) = await server.ExecuteAsync(new GoldenRun { Definition = "g-runcs", RunStatus = "Finished", SubStatus = "Faulted" });

        ((string?)body!["validationErrors"]![0]).Should().Be("cs1: Activity type 'Elsa.RunCSharp' version 1 is not known here; a run that comes to it faults.");
        status.Should().Be(500);
        ((string?)state["incidents"]![0]!["message"]).Should().Contain("Activity type 'Elsa.RunCSharp' version '1' could not be found.");
    }

    private static GoldenRun WithRunningAs(GoldenRun recorded, string status) => recorded with
    {
        Executions = [.. recorded.Executions.Select(execution => execution with { Status = execution.Status is "Running" ? status : execution.Status })],
    };

    private async Task CompareAsync(string instanceId, GoldenRun recorded)
    {
        var state = (await server.GetAsync($"workflow-instances/{instanceId}"))["workflowState"]!;
        var journal = await server.GetAsync($"workflow-instances/{instanceId}/journal");
        journal["items"]!.AsArray().OrderBy(entry => (int)entry!["sequence"]!).Select(entry => $"{entry!["nodeId"]} {entry["eventName"]}").Should().Equal(recorded.Journal);
        ((string?)state["status"]).Should().Be(recorded.RunStatus);
        ((string?)state["subStatus"]).Should().Be(recorded.SubStatus);
        ((string?)state["correlationId"]).Should().Be(recorded.CorrelationId);
        ((string?)state["name"]).Should().Be(recorded.Name);
        ShouldEqual(state["output"], recorded.Output);
        state["bookmarks"]!.AsArray().Select(bookmark => $"{bookmark!["activityNodeId"]} {bookmark["name"]}").Should().Equal(recorded.Bookmarks);
        state["incidents"]!.AsArray().Select(incident => (string)incident!["activityId"]!).Should().Equal(recorded.Incidents.Select(incident => incident.ActivityId));
        foreach (var (incident, expected) in state["incidents"]!.AsArray().Zip(recorded.Incidents))
            ((string?)incident!["message"]).Should().Contain(expected.Message);

        var variables = (await server.GetAsync($"workflow-instances/{instanceId}/variables"))["items"]!.AsArray();
        ShouldEqual(new JsonObject(variables.Where(variable => variable!["value"] is not null).Select(variable => KeyValuePair.Create((string)variable!["id"]!, variable["value"]?.DeepClone()))), recorded.Variables);
        await CompareExecutionsAsync(instanceId, recorded.Executions);
    }

    private async Task CompareExecutionsAsync(string instanceId, IReadOnlyList<GoldenExecution> recorded)
    {
        var executions = (await server.GetAsync($"activity-executions/list?WorkflowInstanceId={instanceId}"))["items"]!.AsArray();
        executions.Select(execution => $"{execution!["activityNodeId"]} {execution["status"]}").Should().BeEquivalentTo(recorded.Select(execution => $"{execution.Node} {execution.Status}"));
        foreach (var expected in recorded.Where(execution => execution.Outcomes is not null))
        {
            executions.Where(execution => (string)execution!["activityNodeId"]! == expected.Node).Select(execution => string.Join(',', OutcomesOf(execution!)))
                .Should().Contain(string.Join(',', expected.Outcomes!));
        }

        foreach (var expected in recorded.Where(execution => execution.Outputs is not null))
        {
            executions.Where(execution => (string)execution!["activityNodeId"]! == expected.Node)
                .Should().Contain(execution => expected.Outputs!.All(output => JsonNode.DeepEquals(execution!["outputs"]![output.Key], output.Value)), "{0} is what upstream has", expected);
        }
    }

    private static IEnumerable<string> OutcomesOf(JsonNode execution) =>
        execution["payload"]?["Outcomes"] is JsonArray outcomes ? outcomes.Select(outcome => (string)outcome!) : [];

    private static void ShouldEqual(JsonNode? actual, JsonObject expected) =>
        JsonNode.DeepEquals(actual ?? new JsonObject(), expected).Should().BeTrue("{0} is what upstream has, not {1}", expected.ToJsonString(), actual?.ToJsonString());
}
