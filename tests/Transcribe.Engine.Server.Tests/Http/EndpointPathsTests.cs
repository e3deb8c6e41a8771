using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;
using static Transcribe.Engine.Server.Tests.Http.WorkflowServer;

namespace Transcribe.Engine.Server.Tests.Http;

/// <summary>Paths of endpoints beside each other, and endpoints whose run is busy.</summary>
public sealed class EndpointPathsTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));
    private WorkflowServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _server = await StartAsync(services: services => services.AddSingleton<TimeProvider>(_clock).AddSingleton<Gate>().AddActivity<PassGate>().AddActivity<BadRequest>());

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("Orders/{id}", "orders/{number}", false)]
    [InlineData("orders/{id:int}", "orders/{name:alpha}", true)]
    [InlineData("orders/{id}", "orders/new", true)]
    public async Task Publish_PathThatDiffersInNamesOnly_IsRefused(string first, string second, bool isTaken)
    {
        await _server.PublishAsync("one", Endpoint(first), Respond("1"));

        var publish = () => _server.PublishAsync("two", Endpoint(second), Respond("2"));

        if (isTaken)
            await publish.Should().NotThrowAsync();
        else
            (await publish.Should().ThrowAsync<DefinitionException>()).WithMessage("*already in use by the workflow 'one' (/Orders/{id})*");
    }

    [Theory]
    [InlineData("orders/{id")]
    [InlineData("orders/{id:nothing}")]
    [InlineData("orders?x=1")]
    public async Task Publish_PathThatIsNone_IsRefusedWithTheReason(string path)
    {
        var publish = () => _server.PublishAsync("odd", Endpoint(path), Respond("1"));

        (await publish.Should().ThrowAsync<DefinitionException>()).WithMessage("*is no path of an endpoint*");
    }

    [Fact]
    public async Task Request_ToAWaitingEndpointWithAMethodTwice_FindsIt()
    {
        await _server.PublishAsync("twice", Endpoint("first"), Endpoint("second", "GET, get", canStart: false), Respond("'hi'"));
        await _server.GetAsync("first");

        (await _server.GetStringAsync("second")).Should().Be("hi");
    }

    [Fact]
    public async Task Request_BodyForAVariableThatIsAText_IsTheTextThatCame()
    {
        await _server.PublishAsync(
            $$"""
            { "definitionId": "raw", "variables": [{ "id": "t", "name": "T", "typeName": "String" }], "root": { "type": "Elsa.Sequence", "activities": [
              {{Endpoint("raw", "POST", ""","parsedContent": { "typeName": "Object", "memoryReference": { "id": "t" } }""")}}, {{Respond("typeof variables.T + variables.T")}} ] } }
            """);
        using var content = new StringContent("{ \"a\" :1 }", System.Text.Encoding.UTF8, "application/json");

        using var response = await _server.Client.PostAsync(new Uri("raw", UriKind.Relative), content, Token);

        (await response.Content.ReadAsStringAsync(Token)).Should().Be("string{ \"a\" :1 }");
    }

    [Fact]
    public async Task Request_WhoseRunFailsForABadRequest_IsAnswered400()
    {
        await _server.PublishAsync("bad", Endpoint("bad"), """{ "type": "Test.BadRequest" }""");

        using var response = await _server.GetAsync("bad");

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(Token)).Should().Contain("No such order.");
    }

    [Fact]
    public async Task Request_ThatGetsNoTurnInTime_IsAnswered408AndCanBeSentAgain()
    {
        await _server.PublishAsync(
            $$"""
            { "definitionId": "busy", "root": { "type": "Elsa.Parallel", "activities": [
              { "type": "Elsa.Sequence", "activities": [ {{Endpoint("slow", canStart: false)}}, { "type": "Test.PassGate" } ] },
              { "type": "Elsa.Sequence", "activities": [ {{Endpoint("quick", more: ""","requestTimeout": "00:00:10" """, canStart: false)}}, {{Respond("'hi'")}} ] } ] } }
            """);
        await _server.RunAsync("busy");
        var gate = _server.Get<Gate>();
        var slow = _server.GetAsync("slow");
        await gate.Reached.Task;
        var quick = _server.GetAsync("quick");

        await Eventually.HoldsAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return quick.IsCompleted;
            },
            "it is answered");
        gate.Opened.SetResult();

        (await quick).StatusCode.Should().Be(HttpStatusCode.RequestTimeout);
        await slow;
        (await _server.GetStringAsync("quick")).Should().Be("hi");
    }
}

/// <summary>Where a step waits for the test.</summary>
public sealed class Gate
{
    /// <summary>The step has come.</summary>
    public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The step may go on.</summary>
    public TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Waits at the gate, within its burst.</summary>
[Activity("Test", "Test")]
public sealed class PassGate() : CodeActivity(source: null, line: null)
{
    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var gate = context.GetRequiredService<Gate>();
        gate.Reached.TrySetResult();
        await gate.Opened.Task;
    }
}

/// <summary>Finds that the caller has sent nonsense.</summary>
[Activity("Test", "Test")]
public sealed class BadRequest() : CodeActivity(source: null, line: null)
{
    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context) => throw new BadHttpRequestException("No such order.");
}
