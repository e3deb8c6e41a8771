using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>Who may start beside whom.</summary>
public sealed class ActivationTests : EngineTest
{
    private const string Upstream = "Elsa.Workflows.Runtime.ActivationValidators.SingletonStrategy, Elsa.Workflows.Runtime";

    [Theory]
    [InlineData(Upstream)]
    [InlineData("SingletonStrategy")]
    [InlineData("Singleton")]
    public async Task Start_Singleton_IsRefusedWhileAnotherWaits(string strategy)
    {
        var engine = await PublishAsync("w", strategy);
        await engine.StartAsync("w", "first");

        var second = () => engine.StartAsync("w");

        (await second.Should().ThrowAsync<ActivationRefusedException>()).WithMessage("'w' was not started: its activation strategy 'Singleton*");
    }

    [Fact]
    public async Task Start_SingletonAfterTheOtherEnded_IsAllowed()
    {
        var engine = await PublishAsync("w", Upstream);
        await engine.StartAsync("w", "first");
        await SendAsync(engine, "key");

        (await engine.StartAsync("w")).SubStatus.Should().Be(WorkflowSubStatus.Suspended);
    }

    [Theory]
    [InlineData("CorrelationStrategy", "other", "c", false)]
    [InlineData("CorrelationStrategy", "other", "d", true)]
    [InlineData("CorrelatedSingletonStrategy", "w", "c", false)]
    [InlineData("CorrelatedSingletonStrategy", "w", "d", true)]
    [InlineData("CorrelatedSingletonStrategy", "other", "c", true)]
    [InlineData("CorrelatedSingletonStrategy", "w", null, true)]
    [InlineData("AllowAlwaysStrategy", "w", "c", true)]
    public async Task Start_ByCorrelation_ComparesDefinitionAndCorrelationAsTheStrategySays(string strategy, string running, string? correlationId, bool isAllowed)
    {
        var engine = await PublishAsync("w", strategy);
        await engine.Catalog.SaveAsync(Document("other", null), publish: true, cancellationToken: Token);
        await engine.Runtime.StartAsync(new StartWorkflowRequest { DefinitionId = running, CorrelationId = "c" }, Token);

        var start = () => engine.Runtime.StartAsync(new StartWorkflowRequest { DefinitionId = "w", CorrelationId = correlationId }, Token);

        if (isAllowed)
            await start.Should().NotThrowAsync();
        else
            await start.Should().ThrowAsync<ActivationRefusedException>();
    }

    [Fact]
    public async Task Start_ManyAtOnce_OneIsAllowed()
    {
        var engine = await PublishAsync("w", Upstream);

        var starts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            try
            {
                await engine.StartAsync("w");
                return true;
            }
            catch (ActivationRefusedException)
            {
                return false;
            }
        })));

        starts.Count(started => started).Should().Be(1);
    }

    [Fact]
    public async Task Dispatch_Singleton_IsRefusedAsStartsAre()
    {
        var engine = await PublishAsync("w", Upstream);
        await engine.StartAsync("w");

        var dispatch = () => engine.Runtime.DispatchAsync(new StartWorkflowRequest { DefinitionId = "w" }, Token);

        await dispatch.Should().ThrowAsync<ActivationRefusedException>();
    }

    [Fact]
    public async Task Stimulus_Singleton_StartsOnceAndSaysNothingToTheSender()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.Catalog.SaveAsync(Document("w", Upstream, Documents.Await("go", canStart: true), Documents.Await("key")), publish: true, cancellationToken: Token);

        (await SendAsync(engine, "go")).WorkflowInstanceResponses.Should().HaveCount(1);
        (await SendAsync(engine, "go")).WorkflowInstanceResponses.Should().BeEmpty();
    }

    [Fact]
    public async Task Timer_Singleton_LeavesOutRunsWhileOneWaits()
    {
        var engine = await StartEngineAsync();
        await engine.Catalog.SaveAsync(
            Document("w", Upstream, """{ "type": "Elsa.Timer", "interval": "00:00:10", "customProperties": { "canStartWorkflow": true } }""", Documents.Note("ran"), Documents.Await("key")),
            publish: true,
            cancellationToken: Token);

        await AdvanceUntilAsync(() => Task.FromResult(Probe.Notes.Count == 1), "the first run");
        await AdvanceUntilAsync(() => Task.FromResult(Clock.GetUtcNow() > Clock.Start.AddMinutes(5)), "five minutes");
        Probe.Notes.Should().HaveCount(1);

        await SendAsync(engine, "key");
        await AdvanceUntilAsync(() => Task.FromResult(Probe.Notes.Count(note => note == "ran") == 2), "the next run");
    }

    [Fact]
    public async Task Start_MoreRunsThanTheLimit_IsRefused()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.Catalog.SaveAsync(
            Document("w", null).Replace("\"root\":", "\"customProperties\": { \"limits\": { \"runningInstances\": 2 } }, \"root\":", StringComparison.Ordinal), publish: true, cancellationToken: Token);
        await engine.StartAsync("w");
        await engine.StartAsync("w");

        var third = () => engine.StartAsync("w");

        (await third.Should().ThrowAsync<ActivationRefusedException>().WithMessage("*2 of its runs are going on*")).Which.IsLimit.Should().BeTrue();
    }

    [Fact]
    public async Task Publish_UnknownStrategies_IsRefusedAndNamesThem()
    {
        var engine = await StartEngineAsync(background: false);
        var json = """{ "definitionId": "w", "options": { "activationStrategyType": "Nope", "incidentStrategyType": "Nada", "commitStrategyName": "Never" } }""";

        var publish = () => engine.Catalog.SaveAsync(json, publish: true, cancellationToken: Token);

        (await publish.Should().ThrowAsync<Transcribe.Engine.Definitions.DefinitionException>()).Which.Problems.Select(problem => problem.Property).Should().Equal(
            "activationStrategyType", "incidentStrategyType", "commitStrategyName");
    }

    private async Task<EngineHost> PublishAsync(string definitionId, string strategy)
    {
        var engine = await StartEngineAsync(background: false);
        await engine.Catalog.SaveAsync(Document(definitionId, strategy), publish: true, cancellationToken: Token);
        return engine;
    }

    private static string Document(string definitionId, string? strategy, params string[] activities) => $$"""
        { "definitionId": "{{definitionId}}", "name": "{{definitionId}}", "options": { "activationStrategyType": {{(strategy is null ? "null" : $"\"{strategy}\"")}} },
          "root": { "type": "Elsa.Sequence", "id": "root", "activities": [ {{string.Join(", ", activities.Length == 0 ? [Documents.Await("key")] : activities)}} ] } }
        """;
}
