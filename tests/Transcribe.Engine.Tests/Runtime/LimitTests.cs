using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>How far runs may go.</summary>
public sealed class LimitTests : EngineTest
{
    private const string Loop = """
        { "definitionId": "w", "customProperties": { "limits": { "steps": 50 } },
          "root": { "type": "Elsa.Flowchart", "id": "flow",
            "activities": [ { "type": "Elsa.FlowDecision", "id": "d", "condition": true } ],
            "connections": [ { "source": { "activity": "d", "port": "True" }, "target": { "activity": "d" } } ] } }
        """;

    [Fact]
    public async Task EndlessLoop_MoreStepsThanAllowed_EndsFaultedAndSaysWhy()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.Catalog.SaveAsync(Loop, publish: true, cancellationToken: Token);

        var run = await engine.StartAsync("w");

        run.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        run.State.Incidents.Single().Message.Should().StartWith("The run executed 50 activities without waiting");
        run.State.ScheduledActivities.Should().BeEmpty();
    }

    [Fact]
    public async Task EndlessLoop_WithoutOwnLimit_EndsAtTheHosts()
    {
        var engine = await StartEngineAsync(background: false, options => options.Limits = new WorkflowLimits { Steps = 20 });
        await engine.Catalog.SaveAsync(Loop.Replace("\"steps\": 50", string.Empty, StringComparison.Ordinal), publish: true, cancellationToken: Token);

        var run = await engine.StartAsync("w");

        run.State.Incidents.Single().Message.Should().StartWith("The run executed 20 activities");
    }

    [Fact]
    public async Task Duration_OfARunThatWaits_EndsItByTheClock()
    {
        var engine = await StartEngineAsync();
        await engine.Catalog.SaveAsync(Waiting, publish: true, cancellationToken: Token);
        await engine.StartAsync("w", "run");

        await AdvanceUntilAsync(async () => await engine.SubStatusOfAsync("run") == WorkflowSubStatus.Faulted, "the run ends");

        var state = (await engine.Reader.ReadStateAsync("run", Token))!;
        state.Incidents.Single().Message.Should().StartWith("The run has taken longer than the 00:01:00");
        state.Bookmarks.Should().BeEmpty();
        (await SendAsync(engine, "key")).WorkflowInstanceResponses.Should().BeEmpty();
    }

    [Fact]
    public async Task Duration_OfARunThatEndsInTime_LeavesNothingBehind()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.Catalog.SaveAsync(Waiting, publish: true, cancellationToken: Token);
        await engine.StartAsync("w", "run");

        await SendAsync(engine, "key");

        var state = (await engine.Reader.ReadStateAsync("run", Token))!;
        state.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        state.Bookmarks.Should().BeEmpty();
    }

    [Fact]
    public async Task Publish_LimitsThatMakeNoSense_IsRefused()
    {
        var engine = await StartEngineAsync(background: false);

        var publish = () => engine.Catalog.SaveAsync(Waiting.Replace("00:01:00", "00:00:00", StringComparison.Ordinal), publish: true, cancellationToken: Token);

        await publish.Should().ThrowAsync<DefinitionException>().WithMessage("*duration must be more than zero*");
    }

    private static string Waiting => Documents.Sequence("w", Documents.Await("key")).Replace(
        "\"root\":", "\"customProperties\": { \"limits\": { \"duration\": \"00:01:00\" } }, \"root\":", StringComparison.Ordinal);
}
