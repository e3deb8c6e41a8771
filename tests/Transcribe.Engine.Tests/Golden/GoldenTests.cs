using System.Text.Json;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using Transcribe.Engine.Tests.Runtime;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Tests.Golden;

/// <summary>Runs the definitions that were run on an upstream server, and compares what becomes of them.</summary>
public sealed class GoldenTests : EngineTest
{
    [Theory]
    [Trait("Scenario", "38 Flowchart completion")]
    [InlineData("g-delay-suspended")]
    [InlineData("g-empty")]
    [InlineData("g-event-suspended")]
    [InlineData("g-exception")]
    [InlineData("g-fault")]
    [InlineData("g-flowfork")]
    [InlineData("g-flowswitch")]
    [InlineData("g-foreach")]
    [InlineData("g-fork")]
    [InlineData("g-parent-dispatch")]
    [InlineData("g-publish-event")]
    [InlineData("g-runtask-suspended")]
    [InlineData("g-sequence")]
    public async Task Execute_Definition_EndsAsUpstream(string name)
    {
        var (engine, recorded) = await PublishAsync(name, background: false);

        await engine.StartAsync(recorded.DefinitionId, "run");

        await CompareAsync(engine, recorded);
    }

    [Fact]
    public async Task Execute_WithInput_SetsVariablesOutputNameAndCorrelation()
    {
        var (engine, recorded) = await PublishAsync("g-setvariable", background: false);

        await engine.Runtime.StartAsync(
            new StartWorkflowRequest { DefinitionId = recorded.DefinitionId, WorkflowInstanceId = "run", CorrelationId = "c-1", Input = new Dictionary<string, object> { ["Amount"] = 7 } },
            Token);

        await CompareAsync(engine, recorded);
    }

    /// <summary>Upstream numbers the two workflows the other way round.</summary>
    [Fact]
    [Trait("Scenario", "67 Workflows that use each other")]
    public async Task WorkflowAsActivity_Execute_EndsAsUpstream()
    {
        var (engine, recorded) = await PublishAsync("g-parent-activity", background: false);

        await engine.StartAsync(recorded.DefinitionId, "run");

        await CompareAsync(engine, recorded with { Journal = [.. recorded.Journal.Select(entry => entry.Replace("Workflow2", "Workflow1", StringComparison.Ordinal))] });
    }

    /// <summary>Here a date in a value stays a date over a suspension.</summary>
    [Fact]
    public async Task RunJavaScript_Result_IsKeptAsUpstreamButWithItsTypes()
    {
        var (engine, recorded) = await PublishAsync("g-runjs", background: false);

        await engine.StartAsync(recorded.DefinitionId, "run");

        await CompareAsync(engine, recorded with
        {
            Variables = JsonElement.Parse("""{ "v-e": { "a": 1, "d": { "_type": "DateTime", "_value": "1970-01-01T00:00:00.0000000Z" }, "n": [1, 2.5, "x", null] } }"""),
        });
    }

    [Fact]
    [Trait("Scenario", "50 Timers in a flow")]
    public async Task Delay_WhenItIsOver_EndsAsUpstream()
    {
        var (engine, recorded) = await PublishAsync("g-delay-finished");
        await engine.StartAsync(recorded.DefinitionId, "run");

        await AdvanceUntilAsync(async () => await engine.SubStatusOfAsync("run") == WorkflowSubStatus.Finished, "the delay ends");

        await CompareAsync(engine, recorded);
    }

    [Fact]
    [Trait("Scenario", "43 Event")]
    public async Task Event_Published_EndsAsUpstream()
    {
        var (engine, recorded) = await PublishAsync("g-event-finished", background: false);
        await engine.StartAsync(recorded.DefinitionId, "run");

        await engine.Get<IEventPublisher>().PublishAsync("OrderShipped", payload: new Dictionary<string, object> { ["a"] = 1 }, cancellationToken: Token);

        await CompareAsync(engine, recorded);
    }

    [Fact]
    public async Task RunTask_Reported_EndsAsUpstream()
    {
        var (engine, recorded) = await PublishAsync("g-runtask-finished", background: false);
        var run = await engine.StartAsync(recorded.DefinitionId, "run");

        await engine.Get<ITaskReporter>().ReportCompletionAsync(
            run.State.Bookmarks.Single().ActivityInstanceId, new Dictionary<string, object> { ["approved"] = true }, Token);

        await CompareAsync(engine, recorded);
    }

    [Fact]
    public async Task DispatchWorkflow_ChildEnds_EndsAsUpstream()
    {
        var (engine, recorded) = await PublishAsync("g-parent-dispatch-finished");
        await engine.StartAsync(recorded.DefinitionId, "run");

        await engine.BecomesAsync("run", WorkflowSubStatus.Finished);

        await CompareAsync(engine, recorded);
    }

    [Theory]
    [InlineData("g-cron")]
    [InlineData("g-timer")]
    public async Task Schedule_ItsMoment_StartsARunThatEndsAsUpstream(string name)
    {
        var (engine, recorded) = await PublishAsync(name);
        IReadOnlyList<InstanceRow> runs = [];

        await AdvanceUntilAsync(
            async () => (runs = (await engine.Get<IInstanceStore>().ListAsync(new InstanceFilter { SubStatuses = [WorkflowSubStatus.Finished] }, Token)).Items).Count > 0,
            "a run ends");

        await CompareAsync(engine, recorded, runs[0].Id);
    }

    /// <summary>Here the journal also tells of the cancellation.</summary>
    [Fact]
    [Trait("Scenario", "47 Cancellation")]
    public async Task Cancel_WaitingInstance_EndsAsUpstreamAndSaysSo()
    {
        var (engine, recorded) = await PublishAsync("g-event-cancelled", background: false);
        await engine.StartAsync(recorded.DefinitionId, "run");

        await engine.Runtime.CancelAsync("run", Token);

        await CompareAsync(engine, recorded with
        {
            Journal = [.. recorded.Journal, "Workflow1 Workflow cancelled", "Workflow1:s:ev Canceled", "Workflow1:s Canceled", "Workflow1 Canceled"],
        });
    }

    /// <summary>Upstream leaves the run suspended for ever.</summary>
    [Fact]
    [Trait("Scenario", "88 Fault in one branch")]
    public async Task ContinueWithIncidents_NothingCanMove_FinishesWithTheIncident()
    {
        var (engine, recorded) = await PublishAsync("g-continue-incidents", background: false);

        await engine.StartAsync(recorded.DefinitionId, "run");

        await CompareAsync(engine, recorded with
        {
            SubStatus = nameof(WorkflowSubStatus.Finished),
            Journal = [.. recorded.Journal, "Workflow1 Finished with incidents", "Workflow1:fc:js1 Canceled", "Workflow1:fc Canceled", "Workflow1 Canceled"],
        });
    }

    /// <summary>Upstream's message names version 0, which nobody asked for.</summary>
    [Fact]
    public async Task UnknownActivity_Execute_FaultsAndNamesTheType()
    {
        var (engine, recorded) = await PublishAsync("g-bad-type", background: false);

        await engine.StartAsync(recorded.DefinitionId, "run");

        await CompareAsync(engine, recorded with
        {
            Incidents = [recorded.Incidents.Single() with { Message = "Activity type 'Elsa.DoesNotExist' version '1' could not be found." }],
        });
    }

    private async Task<(EngineHost Engine, GoldenRun Recorded)> PublishAsync(string name, bool background = true)
    {
        var recorded = GoldenRun.Read(name);
        var engine = await StartEngineAsync(background);
        foreach (var definitionId in new[] { "g-child", recorded.DefinitionId })
            await engine.Catalog.SaveAsync(GoldenRun.Definition(definitionId), publish: true, cancellationToken: Token);

        return (engine, recorded);
    }

    private static async Task CompareAsync(EngineHost engine, GoldenRun recorded, string instanceId = "run")
    {
        var story = (await engine.Reader.ReadAsync(instanceId, Token))!;
        story.Journal.OrderBy(entry => entry.Sequence).Select(entry => $"{entry.ActivityNodeId} {entry.EventName}").Should().Equal(recorded.Journal);
        story.State.SubStatus.ToString().Should().Be(recorded.SubStatus);
        story.State.CorrelationId.Should().Be(recorded.CorrelationId);
        story.State.Name.Should().Be(recorded.Name);
        ShouldEqual(story.State.Output, recorded.Output);
        ShouldEqual(story.State.ActivityExecutionContexts[0].Variables?.Where(variable => variable.Value is not null).ToDictionary(), recorded.Variables);

        story.State.Bookmarks.Select(bookmark => new GoldenBookmark(bookmark.Name, bookmark.ActivityNodeId)).Should().Equal(recorded.Bookmarks);
        story.State.Incidents.Select(incident => incident.ActivityId).Should().Equal(recorded.Incidents.Select(incident => incident.ActivityId));
        foreach (var (actual, expected) in story.State.Incidents.Zip(recorded.Incidents))
            actual.Message.Should().Contain(expected.Message);
    }

    private static void ShouldEqual(object? actual, JsonElement expected)
    {
        using var json = JsonDocument.Parse(ValueSerializer.ToUtf8(actual ?? new Dictionary<string, object>()));
        JsonElement.DeepEquals(json.RootElement, expected).Should().BeTrue("{0} is what upstream has, not {1}", expected, json.RootElement);
    }
}
