using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Polly;
using Polly.Retry;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Http;
using Transcribe.Engine.Server.Tests.Support;
using Transcribe.Engine.State;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Tests.Http;

/// <summary>Calls that are repeated as the designer chose.</summary>
public sealed class ResilienceTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private WebServer _other = null!;
    private WorkflowServer _server = null!;
    private int _calls;

    public async ValueTask InitializeAsync()
    {
        _other = await WebServer.StartAsync(_ => { }, app => app.MapGet("/busy", () => ++_calls < 3 ? Results.StatusCode(503) : Results.Text("at last")));
        _server = await WorkflowServer.StartAsync(
            other: _other, services: services => services.AddSingleton<TimeProvider>(_clock).AddSingleton<IResilienceStrategy, AtOnce>());
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Theory]
    [Trait("Scenario", "87 Resilience")]
    [InlineData(""", "enableResiliency": true""")]
    [InlineData(""", "customProperties": { "resilienceStrategy": { "mode": "Identifier", "strategyId": "http-default" } }""")]
    [InlineData(""", "customProperties": { "resilienceStrategy": { "mode": "Expression", "expression": { "type": "JavaScript", "value": "'http-' + 'default'" } } }""")]
    public async Task Request_ThatMayBeRepeated_IsUntilTheOtherSideIsThere(string choice)
    {
        await PublishAsync(choice);

        var running = RunAsync();
        await Eventually.HoldsAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return running.IsCompleted;
            },
            "the call is answered");

        (await running).Output.Should().ContainKey("answer").WhoseValue.Should().Be("at last");
        _calls.Should().Be(3);
    }

    [Fact]
    public async Task Request_WithAStrategyOfTheHost_GoesByIt()
    {
        await PublishAsync(""", "customProperties": { "resilienceStrategy": { "mode": "Identifier", "strategyId": "at-once" } }""");

        (await RunAsync()).Output.Should().ContainKey("answer").WhoseValue.Should().BeNull("it gives up after two calls");
        _calls.Should().Be(2);
    }

    [Fact]
    public async Task Request_WithoutAStrategy_IsMadeOnce()
    {
        await PublishAsync(string.Empty);

        await RunAsync();

        _calls.Should().Be(1);
    }

    [Fact]
    public async Task Publish_WithAnUnknownStrategy_IsRefusedAndNamesThoseThereAre()
    {
        var publishing = () => PublishAsync(""", "customProperties": { "resilienceStrategy": { "mode": "Identifier", "strategyId": "mine" } }""");

        (await publishing.Should().ThrowAsync<DefinitionException>()).WithMessage("*call: There is no resilience strategy 'mine'. There is: at-once, http-default.");
    }

    [Fact]
    public async Task Publish_StrategyOfWhatIsNeverRepeated_IsAWarning()
    {
        var problems = await _server.Get<DefinitionCatalog>().CheckAsync(
            """{ "definitionId": "x", "root": { "type": "Elsa.WriteLine", "id": "line", "customProperties": { "resilienceStrategy": { "mode": "Identifier", "strategyId": "mine" } } } }""", TestContext.Current.CancellationToken);

        problems.Should().ContainSingle().Which.Should().Match<DefinitionProblem>(problem => problem.IsWarning && problem.ActivityId == "line");
    }

    private Task<DefinitionRow> PublishAsync(string choice) => _server.PublishAsync(
        "busy",
        $$"""{ "type": "Elsa.FlowSendHttpRequest", "id": "call", "url": "{{_other.Address}}busy", "parsedContent": { "typeName": "Object", "memoryReference": { "id": "body" } } {{choice}} }""",
        """{ "type": "Elsa.SetOutput", "outputName": "answer", "outputValue": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "variables.Body" } } }""");

    private async Task<WorkflowState> RunAsync() => (await _server.RunAsync("busy")).State;

    private sealed class AtOnce : IResilienceStrategy
    {
        public string Id => "at-once";

        public string DisplayName => "Once more, at once";

        public void Configure(ResiliencePipelineBuilder<OutgoingAnswer> pipeline) => pipeline.AddRetry(new RetryStrategyOptions<OutgoingAnswer>
        {
            MaxRetryAttempts = 1, Delay = TimeSpan.Zero, ShouldHandle = attempt => new(attempt.Outcome.Result?.StatusCode == 503),
        });
    }
}
